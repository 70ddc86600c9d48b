// Words of FortiOS CLI configurations: backups, "show" output, scripts. A command is known by the first word of its line alone.
lexer grammar FortiOsLexer;

REMARK  : '#' ~[\r\n]* -> skip ;
GAP     : [ \t\r\n\u00a0\ufeff\u0000]+ -> skip ;

CONFIG  : 'con' ( 'f' ( 'i' 'g'? )? )?  -> pushMode(ARGUMENTS) ;
EDIT    : 'edit'        -> pushMode(ARGUMENTS) ;
NEXT    : 'next'        -> pushMode(ARGUMENTS) ;
END     : 'end'         -> pushMode(ARGUMENTS) ;
ABORT   : 'abort'       -> pushMode(ARGUMENTS) ;
SET     : 'set'         -> pushMode(ARGUMENTS) ;
UNSET   : 'unset'       -> pushMode(ARGUMENTS) ;
APPEND  : 'append'      -> pushMode(ARGUMENTS) ;
SELECT  : 'select'      -> pushMode(ARGUMENTS) ;
UNSELECT : 'unselect'   -> pushMode(ARGUMENTS) ;
DELETE  : 'delete'      -> pushMode(ARGUMENTS) ;
PURGE   : 'purge'       -> pushMode(ARGUMENTS) ;
RENAME  : 'rename'      -> pushMode(ARGUMENTS) ;
CLONE   : 'clone'       -> pushMode(ARGUMENTS) ;
MOVE    : 'move'        -> pushMode(ARGUMENTS) ;
// Shows or does something, configures nothing.
SESSION : ( 'show' | 'get' | 'execute' | 'exec' | 'diagnose' | 'diag' | 'exit' )  -> pushMode(ARGUMENTS) ;
// Anything else that a line starts with: prompts, notes, placeholders.
OTHER   : ( PLAIN | DOUBLE | SINGLE | QUOTE )+  -> pushMode(ARGUMENTS) ;

fragment PLAIN  : ~[ \t\r\n"'\\\u00a0\ufeff\u0000] | '\\' ~[\r\n] ;
// Runs over lines: certificates, replacement messages.
fragment DOUBLE : '"' ( '\\' . | ~["\\] )* '"' ;
fragment SINGLE : '\'' ~['\r\n]* '\'' ;
// A quote without its partner, a backslash at the end.
fragment QUOTE  : ["'\\] ;

mode ARGUMENTS;
BLANK   : ( [ \t\u00a0\ufeff\u0000]+ | '\\' '\r'? '\n' ) -> skip ;
NEWLINE : ( '\r'? '\n' | '\r' ) -> popMode ;
WORD    : ( PLAIN | DOUBLE | SINGLE )+ ;
STRAY   : QUOTE -> type(WORD) ;
