// One RouterOS command behind its menu: a verb, items, arguments.
parser grammar RouterOsParser;
options { tokenVocab = RouterOsLexer; contextSuperClass = RuleTree; }

command  : BLANK? ( word ( BLANK word )* BLANK? )? EOF ;

word     : WORD EQUALS value?   # argument
         | part+                # positional
         ;
value    : ( part | EQUALS )+ ;
part     : WORD | STRING | group ;
group    : OPEN BLANK? ( inner ( BLANK inner )* BLANK? )? CLOSE ;
inner    : EQUALS? word ;
