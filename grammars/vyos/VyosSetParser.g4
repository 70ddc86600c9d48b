// One line of VyOS set commands: a configuration command, or anything else that stands in scripts and transcripts.
parser grammar VyosSetParser;
options { tokenVocab = VyosSetLexer; contextSuperClass = RuleTree; }

line    : BLANK? ( LEVEL BLANK? )? ( PROMPT BLANK? )? command? BLANK? HASH? EOF ;

command : SET path                  # set
        | DELETE path               # delete
        | REMARK path               # remark
        | EDIT path                 # edit
        | UP                        # up
        | TOP ( BLANK command )?    # top
        | RENAME path               # rename
        | COPY path                 # copy
        | other+ path?              # session
        ;

path    : ( BLANK word )+ ;
word    : ( other | SET | DELETE | REMARK | EDIT | UP | TOP | RENAME | COPY | PROMPT | LEVEL )+ ;
other   : BARE | SINGLE | DOUBLE ;
