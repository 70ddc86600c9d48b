// One line of a FortiOS configuration. Which values an attribute takes is known to those who read it.
parser grammar FortiOsParser;
options { tokenVocab = FortiOsLexer; contextSuperClass = RuleTree; }

line    : command ( NEWLINE | EOF ) ;

command : CONFIG WORD*          # config
        | EDIT WORD*            # edit
        | NEXT WORD*            # next
        | END WORD*             # end
        | ABORT WORD*           # abort
        | SET WORD*             # set
        | UNSET WORD*           # unset
        | APPEND WORD*          # append
        | SELECT WORD*          # select
        | UNSELECT WORD*        # unselect
        | DELETE WORD*          # delete
        | PURGE WORD*           # purge
        | RENAME WORD*          # rename
        | CLONE WORD*           # clone
        | MOVE WORD*            # move
        | SESSION WORD*         # session
        | OTHER WORD*           # other
        ;
