using System.Collections.Immutable;
using System.Text;
using Antlr4.Runtime;
using Antlr4.Runtime.Atn;
using BgpTranslate.Diagnostics;
using BgpTranslate.Formats.Vyos.Tree;
using BgpTranslate.Grammars.VyosSet;
using BgpTranslate.Model;
using BgpTranslate.Text;

namespace BgpTranslate.Formats.Vyos.Syntax;

/// <summary>
/// Set commands, one after the other: command lists, vbash scripts and terminal transcripts. Each changes the tree at once, as the editor would;
/// what is not for the editor is told so.
/// </summary>
internal sealed class SetCommands
{
    /// <summary>Lines that an open quote may span before it counts as a stray apostrophe.</summary>
    private const int MaximumQuotedLines = 40;

    private static readonly HashSet<string> SessionWords = new(StringComparer.Ordinal)
    {
        "configure", "config", "conf", "commit", "commit-confirm", "confirm", "save", "exit", "load", "merge", "discard", "compare", "rollback", "quit", "logout", "end",
    };

    private static readonly HashSet<string> ShellWords = new(StringComparer.Ordinal)
    {
        "run", "show", "sudo", "source", ".", "if", "then", "else", "elif", "fi", "for", "do", "done", "while", "case", "esac", "echo", "cat", "bash", "sh", "sg", "vbash", "export",
        "ping", "traceroute", "reboot", "restart", "reset", "clear", "monitor", "generate", "install", "ssh", "scp", "curl", "wget", "apt", "apt-get", "ip", "vtysh", "su", "sysctl",
        "cd", "cp", "mv", "rm", "mkdir", "chmod", "chown", "ls", "EOF", "sleep", "return", "test", "[", "[[", "}", "{", "shopt", "trap", "function", "local", "read", "eval", "exec",
        "date", "grep", "awk", "sed", "systemctl", "docker", "git", "tee", "unset", "declare", "newgrp", "/opt/vyatta/sbin/vyatta-cfg-cmd-wrapper", "true", "false",
    };

    private readonly VyosSetLexer lexer = new(new TextStream());
    private readonly VyosSetParser parser;
    private readonly SourceFile file;
    private readonly ConfigTree tree;
    private readonly StatementLog log;
    private readonly List<Diagnostic> diagnostics;
    private ImmutableArray<string> level = [];
    private bool isOutput;
    private Statement statement = null!;

    private SetCommands(SourceFile file, ConfigTree tree, StatementLog log, List<Diagnostic> diagnostics)
    {
        (this.file, this.tree, this.log, this.diagnostics) = (file, tree, log, diagnostics);
        parser = new VyosSetParser(new CommonTokenStream(lexer)) { ErrorHandler = new BailErrorStrategy() };
        lexer.RemoveErrorListeners();
        parser.RemoveErrorListeners();
        parser.Interpreter.PredictionMode = PredictionMode.SLL;
    }

    /// <summary>Reads a text into the tree.</summary>
    public static void Read(SourceFile file, ConfigTree tree, StatementLog log, List<Diagnostic> diagnostics) =>
        new SetCommands(file, tree, log, diagnostics).Run();

    private void Run()
    {
        var text = file.Content;
        for (var start = 0; start < text.Length;)
        {
            var end = EndOfCommand(text, start);
            Line(start, end);
            start = end;
            while (start < text.Length && text[start] is '\r' or '\n') start++;
        }
    }

    /// <summary>A command ends with its line, unless a backslash or a quote holds it open.</summary>
    private static int EndOfCommand(string text, int start)
    {
        var end = EndOfLine(text, start);
        if (!text.AsSpan(start, end - start).ContainsAny('\'', '"', '\\')) return end;
        var first = end;
        for (var lines = 0; lines < MaximumQuotedLines && end < text.Length; lines++)
        {
            if (!IsOpen(text.AsSpan(start, end - start))) return end;
            var next = end + 1;
            if (next < text.Length && text[end] == '\r' && text[next] == '\n') next++;
            end = EndOfLine(text, next);
        }

        return IsOpen(text.AsSpan(start, end - start)) ? first : end;
    }

    private static int EndOfLine(string text, int start)
    {
        var length = text.AsSpan(start).IndexOfAny('\r', '\n');
        return length < 0 ? text.Length : start + length;
    }

    private static bool IsOpen(ReadOnlySpan<char> command)
    {
        var quote = '\0';
        for (var i = 0; i < command.Length; i++)
        {
            var c = command[i];
            if (quote == '\0' && c == '#' && (i == 0 || char.IsWhiteSpace(command[i - 1]))) return false;
            if (c == '\\' && quote != '\'')
            {
                if (i + 1 == command.Length) return quote == '\0';
                i++;
            }
            else if (quote == '\0' && c is '\'' or '"')
            {
                quote = c;
            }
            else if (c == quote)
            {
                quote = '\0';
            }
        }

        return quote != '\0';
    }

    private void Line(int start, int end)
    {
        var text = file.Content.AsSpan(start, end - start);
        var trimmed = text.Trim(" \t\u00a0\ufeff\0");
        if (trimmed.IsEmpty || trimmed[0] == '#') return;
        start += text.IndexOf(trimmed);
        end = start + trimmed.Length;
        // A line that goes on is one command; its backslashes are blanks.
        lexer.SetInputStream(new TextStream(trimmed.ToString().Replace("\\\r\n", "   ", StringComparison.Ordinal).Replace("\\\n", "  ", StringComparison.Ordinal)));
        parser.TokenStream = new CommonTokenStream(lexer);
        VyosSetParser.LineContext parsed;
        try
        {
            parsed = parser.line();
        }
        catch (Antlr4.Runtime.Misc.ParseCanceledException)
        {
            Broken(start, end, trimmed);
            return;
        }

        var command = parsed.command();
        var prompted = parsed.PROMPT() is not null;
        if (prompted) isOutput = false;
        if (command is null) return;
        statement = log.Open(new Span(file, start + command.Start.StartIndex, start + command.Stop.StopIndex + 1));
        Run(command, prompted);
    }

    private void Run(VyosSetParser.CommandContext command, bool prompted)
    {
        switch (command)
        {
            case VyosSetParser.SetContext set:
                Set([.. level, .. WordsOf(set.path())]);
                break;
            case VyosSetParser.DeleteContext delete:
                Delete([.. level, .. WordsOf(delete.path())]);
                break;
            case VyosSetParser.RemarkContext:
                Close("a remark on the configuration");
                break;
            case VyosSetParser.EditContext edit:
                level = [.. level.Concat(WordsOf(edit.path())).Take(ConfigTree.MaximumPathLength)];
                Close("it changes the level of the editor");
                break;
            case VyosSetParser.UpContext:
                if (level.Length > 0) level = level[..^1];
                Close("it changes the level of the editor");
                break;
            case VyosSetParser.TopContext top:
                level = [];
                if (top.command() is { } behind) Run(behind, prompted);
                else Close("it changes the level of the editor");
                break;
            case VyosSetParser.RenameContext rename:
                Copy([.. WordsOf(rename.path())], removesOld: true);
                break;
            case VyosSetParser.CopyContext copy:
                Copy([.. WordsOf(copy.path())], removesOld: false);
                break;
            case VyosSetParser.SessionContext session:
                Session(string.Concat(session.other().Select(o => o.GetText())), prompted);
                break;
        }
    }

    private void Set(string[] path)
    {
        if (Scope.ForeignReason(path, isHeader: false) is { } reason) log.Close(statement, new Outcome.OutOfScope(reason));
        else if (path.Length > ConfigTree.MaximumPathLength) TooLong();
        else tree.Set(tree.Root, path, statement);
    }

    private void Delete(string[] path)
    {
        if (Scope.ForeignReason(path, isHeader: false) is { } reason) log.Close(statement, new Outcome.OutOfScope(reason));
        else if (path.Length > ConfigTree.MaximumPathLength) TooLong();
        else tree.Delete(path, statement);
    }

    private void TooLong() => diagnostics.Add(DiagnosticCatalogue.Syntax(statement.Span, "no path has so many words"));

    /// <summary><c>rename TAGNODE OLD to TAGNODE NEW</c>, <c>copy …</c>: relative to the level.</summary>
    private void Copy(string[] words, bool removesOld)
    {
        var to = Array.IndexOf(words, "to");
        if (to < 1 || to == words.Length - 1) return;
        if (words.Length > ConfigTree.MaximumPathLength)
        {
            TooLong();
            return;
        }

        string[] old = [.. level, .. words[..to]], renamed = [.. level, .. words[(to + 1)..]];
        if (Scope.ForeignReason(old, isHeader: false) is { } reason)
        {
            log.Close(statement, new Outcome.OutOfScope(reason));
            return;
        }

        if (tree.Root.Find(old) is not { } source)
        {
            Close("nothing of it has been said before");
            return;
        }

        var target = tree.Root.Ensure(renamed);
        if (removesOld)
        {
            source.MergeInto(target);
            Close("it gives another name to what was said before");
            return;
        }

        target.Said = statement;
        foreach (var node in source.Below().ToArray())
        {
            string[] below = [.. node.Path.Skip(old.Length)];
            if (!node.Said.IsNone) target.Ensure(below).Said = statement;
        }
    }

    /// <summary>What is not for the editor: the session around it, the shell, and what they print.</summary>
    private void Session(string word, bool prompted)
    {
        if (prompted && !SessionWords.Contains(word)) isOutput = true;
        if (SessionWords.Contains(word))
        {
            if (word is "exit" && level.Length > 0) level = [];
            log.Close(statement, new Outcome.OutOfScope("a command of the session"));
        }
        else if (prompted || ShellWords.Contains(word) || word.Contains('='))
        {
            log.Close(statement, new Outcome.OutOfScope("a command of the shell"));
        }
        else if (isOutput)
        {
            log.Close(statement, new Outcome.OutOfScope("output of a command"));
        }
    }

    private void Broken(int start, int end, ReadOnlySpan<char> text)
    {
        statement = log.Open(new Span(file, start, end));
        var space = text.IndexOfAny(' ', '\t');
        var word = (space < 0 ? text : text[..space]).ToString();
        if (isOutput || ShellWords.Contains(word)) Session(word, prompted: false);
        else if (word is "set" or "delete") diagnostics.Add(DiagnosticCatalogue.Syntax(statement.Span, "the command does not end: a quote has no partner, or words are missing"));
    }

    private void Close(string reason) => log.Close(statement, new Outcome.Inherent(reason));

    private static IEnumerable<string> WordsOf(VyosSetParser.PathContext path) => path.word().Select(Value);

    /// <summary>A word without its quotes: adjacent pieces are one word, as in bash.</summary>
    private static string Value(VyosSetParser.WordContext word)
    {
        if (word.ChildCount == 1 && word.Start.Type == VyosSetLexer.BARE && !word.Start.Text.Contains('\\')) return word.Start.Text;
        var text = new StringBuilder();
        for (var i = 0; i < word.ChildCount; i++)
        {
            var piece = word.GetChild(i).GetText();
            if (piece[0] == '\'') text.Append(piece.AsSpan(1, piece.Length - 2));
            else if (piece[0] == '"') text.Append(Unquote(piece.AsSpan(1, piece.Length - 2)));
            else text.Append(Words.Unescape(piece, ""));
        }

        return text.ToString();
    }

    /// <summary>Inside double quotes a backslash stands for itself, except before the characters that it frees.</summary>
    private static string Unquote(ReadOnlySpan<char> text)
    {
        if (!text.Contains('\\')) return text.ToString();
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] is '"' or '\\' or '$' or '`') i++;
            result.Append(text[i]);
        }

        return result.ToString();
    }
}
