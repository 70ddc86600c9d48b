// The parts of BIRD's language that nest: functions, filters, commands, expressions (bird.md §7). Options of protocols are flat runs of words and are matched by
// tables, not by rules. Each rule that ends in EOF reads one item, cut out of the text beforehand.
parser grammar BirdParser;
options { tokenVocab = BirdLexer; contextSuperClass = RuleTree; }

// --- items ---

functionItem : FUNCTION name parameters? (ARROW type)? declaration* body EOF;
filterItem : FILTER name declaration* body EOF;
filterBody : declaration* body EOF;
routeCommands : body EOF;
loneExpression : expression EOF;

parameters : OPEN_PAREN (parameter (separator parameter)* separator?)? CLOSE_PAREN;
separator : SEMICOLON | COMMA;
parameter : type name;
type : name name?;

// --- commands ---

body : OPEN_BRACE command* CLOSE_BRACE;

command
    : body                                                                     # blockCommand
    | IF expression THEN command elseBranch?                                   # ifCommand
    | CASE expression OPEN_BRACE caseArm* CLOSE_BRACE                          # caseCommand
    | FOR forVariable IN expression DO command                                 # forCommand
    | declaration                                                              # declarationCommand
    | verdict = (ACCEPT | REJECT | ERROR) arguments? SEMICOLON                 # verdictCommand
    | RETURN expression? SEMICOLON                                             # returnCommand
    | (PRINT | PRINTN) arguments? SEMICOLON                                    # printCommand
    | postfix (EQUAL expression)? SEMICOLON                                    # assignCommand
    | SEMICOLON                                                                # emptyCommand
    ;

elseBranch : ELSE command;
forVariable : type? name;
caseArm : (caseLabel (COMMA caseLabel)* | ELSE) COLON command*;
caseLabel : additive (RANGE additive)?;
declaration : type name (EQUAL expression)? SEMICOLON;
arguments : expression (COMMA expression)*;

// --- expressions, loosest binding first; && and || bind alike, left to right ---

expression : comparison ((AND | OR) comparison)*;

comparison
    : additive ((EQUAL | NOT_EQUAL | LESS | LESS_OR_EQUAL | GREATER | GREATER_OR_EQUAL | MATCH | NOT_MATCH) additive)?
    ;

additive : multiplicative ((PLUS | MINUS | APPEND) multiplicative)*;
multiplicative : unary ((STAR | SLASH | PERCENT) unary)*;
unary : NOT unary | postfix;
postfix : primary (DOT member)*;
member : name (OPEN_PAREN arguments? CLOSE_PAREN)?;

primary
    : NUMBER                                        # number
    | (TRUE | FALSE)                                # truth
    | STRING                                        # text
    | PREFIX                                        # prefix
    | ADDRESS (PERCENT name)?                       # address
    | BYTES                                         # bytes
    | EMPTY_LIST                                    # emptyList
    | (NUMBER | ADDRESS) COLON NUMBER (COLON NUMBER)?  # distinguisher
    | tuple                                         # tupleValue
    | set                                           # setValue
    | mask                                          # maskValue
    | name OPEN_PAREN arguments? CLOSE_PAREN        # call
    | name                                          # symbol
    ;

// One field: an expression in parentheses. Two: a pair. Three: a large or extended community.
tuple : OPEN_PAREN field (COMMA field)* CLOSE_PAREN;
field : STAR | name NUMBER | expression (RANGE expression)?;

set : OPEN_BRACKET (item (COMMA item)* COMMA?)? CLOSE_BRACKET;
item : itemValue (lengths | RANGE itemValue)?;
itemValue : NUMBER | STRING | PREFIX | ADDRESS | tuple | STAR | NUMBER COLON NUMBER | name (OPEN_PAREN arguments? CLOSE_PAREN)?;
lengths : PLUS | MINUS | OPEN_BRACE expression COMMA expression CLOSE_BRACE;

mask : MASK_OPEN maskItem* MASK_CLOSE;
maskItem : (NUMBER (RANGE NUMBER)? | STAR | QUESTION | set | tuple | name) PLUS?;

name : NAME | FILTER | FUNCTION | ERROR | IN | DO | PRINT;
