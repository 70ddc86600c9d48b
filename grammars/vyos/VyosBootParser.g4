// One item of the curly form: a node that opens, a leaf with its value, or a closing brace.
parser grammar VyosBootParser;
options { tokenVocab = VyosBootLexer; contextSuperClass = RuleTree; }

item    : text+ ( OPEN | NEWLINE )?     # node
        | OPEN                          # strayOpen
        | CLOSE                         # close
        | NEWLINE                       # blank
        ;

text    : WORD | STRING ;
