// Words of VyOS configuration commands, quoted as in bash. Reads one command at a time.
lexer grammar VyosSetLexer;

SET     : 'set' ;
DELETE  : 'delete' ;
REMARK  : 'comment' ;
EDIT    : 'edit' ;
UP      : 'up' ;
TOP     : 'top' ;
RENAME  : 'rename' ;
COPY    : 'copy' ;

// vyos@router:~$ or vyos@router#, as copied from a terminal.
PROMPT  : ~[ \t\r\n'"@#$]+ '@' ~[ \t\r\n'"#$]+ [#$] ;
// The level of the editor, shown above a prompt.
LEVEL   : '[edit' ~[\]\r\n]* ']' ;

HASH    : '#' ~[\n]* ;
SINGLE  : '\'' ~'\''* '\'' ;
DOUBLE  : '"' ( '\\' . | ~["\\] )* '"' ;
BARE    : ( ~[ \t\r\n'"\\#\u00a0\ufeff] | '\\' . ) ( ~[ \t\r\n'"\\\u00a0\ufeff] | '\\' . )* ;
BLANK   : [ \t\r\n\u00a0\ufeff]+ ;
// A quote without its partner, a backslash at the end.
STRAY   : . ;
