// The curly form of a VyOS configuration: config.boot, "show configuration".
lexer grammar VyosBootLexer;

OPEN    : '{' ;
CLOSE   : '}' ;
STRING  : '"' ( '\\' ~[\r\n] | ~["\\\r\n] )* '"'
        | '\'' ( '\\' ~[\r\n] | ~['\\\r\n] )* '\'' ;
REMARK  : '/*' -> skip, pushMode(IN_REMARK) ;
FOOTER  : '//' ~[\r\n]* -> skip ;
NEWLINE : '\r'? '\n' | '\r' ;
BLANK   : [ \t\u00a0\ufeff\u0000]+ -> skip ;
WORD    : ~[ \t\r\n{}"'\u00a0\ufeff\u0000]+ ;
// A quote without its partner.
STRAY   : ["'] -> type(WORD) ;

mode IN_REMARK;
END     : '*/' -> skip, popMode ;
TEXT    : ( ~'*' )+ -> skip ;
STAR    : '*' -> skip ;
