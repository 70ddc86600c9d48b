// Words of BIRD 1.6, 2.x and 3.x (bird.md §2). Only words that command structure hangs on are keywords; all others are names, so that any of them may also be a
// symbol. Include statements are taken out of the token stream before the parser sees it.
lexer grammar BirdLexer;

ACCEPT : 'accept';
CASE : 'case';
DO : 'do';
ELSE : 'else';
ERROR : 'error';
FALSE : 'false';
FILTER : 'filter';
FOR : 'for';
FUNCTION : 'function';
IF : 'if';
IN : 'in';
PRINT : 'print';
PRINTN : 'printn';
REJECT : 'reject';
RETURN : 'return';
THEN : 'then';
TRUE : 'true';

// Empty lists are words of their own: path, communities, extended communities, large communities.
EMPTY_LIST : '+empty+' | '-empty-' | '--empty--' | '---empty---';

MASK_OPEN : '[=';
MASK_CLOSE : '=]';
ARROW : '->';
AND : '&&';
OR : '||';
NOT_EQUAL : '!=';
NOT_MATCH : '!~';
LESS_OR_EQUAL : '<=';
GREATER_OR_EQUAL : '>=';
RANGE : '..';
APPEND : '++';
LESS : '<';
GREATER : '>';
EQUAL : '=';
MATCH : '~';
NOT : '!';
PLUS : '+';
MINUS : '-';
STAR : '*';
SLASH : '/';
PERCENT : '%';
DOT : '.';
COMMA : ',';
SEMICOLON : ';';
COLON : ':';
QUESTION : '?';
OPEN_PAREN : '(';
CLOSE_PAREN : ')';
OPEN_BRACKET : '[';
CLOSE_BRACKET : ']';
OPEN_BRACE : '{';
CLOSE_BRACE : '}';

// A prefix is one word: a division sign behind an address can be nothing else. 1.6 also has netmasks.
PREFIX : IP4 '/' DIGIT+ | IP6 '/' DIGIT+ | IP4 ':' IP4;
ADDRESS : IP4 | IP6;
BYTES : 'hex:' (HEX HEX ':'?)*;
NUMBER : DIGIT+ | '0x' HEX+;
STRING : '"' ~["\r\n]* '"';
NAME : [A-Za-z_] [A-Za-z0-9_]* | '\'' [A-Za-z0-9_.:\-]+ '\'';

LINE_COMMENT : '#' ~[\r\n]* -> skip;
BLOCK_COMMENT : '/*' .*? '*/' -> skip;
SPACE : [ \t\r\n\f\u00A0\uFEFF]+ -> skip;

// Whatever is left, so that no text stops the lexer.
STRAY : .;

fragment DIGIT : [0-9];
fragment HEX : [0-9a-fA-F];
fragment IP4 : DIGIT+ '.' DIGIT+ '.' DIGIT+ '.' DIGIT+;
fragment GROUPS : HEX+ (':' HEX+)*;
fragment IP6
    : GROUPS? '::' (GROUPS (':' IP4)? | IP4)?
    | HEX+ ':' HEX+ ':' HEX+ (':' HEX+)+ (':' IP4)?
    ;
