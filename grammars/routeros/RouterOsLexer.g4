// Words of the RouterOS command language. Reads one command at a time; comments have been cut off.
lexer grammar RouterOsLexer;

// A backslash that ends a line: the line end and the next line's indentation vanish, inside strings too.
JOIN    : '\\' [ \t]* ( '\r'? '\n' | '\r' ) [ \t]* -> skip ;
STRING  : '"' ( '\\' . | ~["\\] )* '"' ;
OPEN    : [[({] ;
CLOSE   : [\])}] ;
EQUALS  : '=' ;
BLANK   : [ \t\r\n\u0000\u00a0\ufeff]+ ;
WORD    : ( '\\' ~[\r\n \t] | ~[ \t\r\n"=\\[\](){}\u0000\u00a0\ufeff] )+ ;
// A quote without its partner, a backslash at the end.
STRAY   : . ;
