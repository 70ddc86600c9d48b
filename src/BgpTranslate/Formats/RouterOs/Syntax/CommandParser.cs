using System.Collections.Immutable;
using Antlr4.Runtime;
using Antlr4.Runtime.Atn;
using Antlr4.Runtime.Misc;
using BgpTranslate.Grammars.RouterOs;
using BgpTranslate.Text;

namespace BgpTranslate.Formats.RouterOs.Syntax;

/// <summary>Reads the words of one command after the other; lexer and parser are used again.</summary>
internal sealed class CommandParser
{
    private readonly SourceFile file;
    private readonly TextStream text = new();
    private readonly RouterOsLexer lexer;
    private readonly RouterOsParser parser;

    public CommandParser(SourceFile file)
    {
        this.file = file;
        lexer = new RouterOsLexer(text);
        parser = new RouterOsParser(new CommonTokenStream(lexer)) { ErrorHandler = new BailErrorStrategy() };
        lexer.RemoveErrorListeners();
        parser.RemoveErrorListeners();
        parser.Interpreter.PredictionMode = PredictionMode.SLL;
    }

    /// <summary>The words between two offsets; null when they are no words of a command, with the place that is wrong.</summary>
    public ImmutableArray<Word>? Parse(int start, int end, out Span problem)
    {
        problem = new Span(file, start, end);
        text.Show(file.Content, start, end);
        lexer.Reset();
        parser.TokenStream = new CommonTokenStream(lexer);
        try
        {
            return [.. parser.command().word().Select(WordOf)];
        }
        catch (ParseCanceledException e)
        {
            if ((e.InnerException as RecognitionException)?.OffendingToken is { StartIndex: >= 0 } token && token.StartIndex < end)
                problem = new Span(file, token.StartIndex, Math.Min(end, token.StopIndex + 1));
            return null;
        }
    }

    private Word WordOf(RouterOsParser.WordContext context)
    {
        var span = SpanOf(context);
        if (context is RouterOsParser.ArgumentContext argument)
        {
            var (behind, value) = (argument.EQUALS().Symbol.StopIndex + 1, argument.value());
            return Make(Values.Unescape(argument.WORD().GetText()), value is null ? new Span(file, behind, behind) : SpanOf(value), span, value?.part() ?? []);
        }

        return Make(null, span, span, ((RouterOsParser.PositionalContext)context).part());
    }

    private Word Make(string? name, Span value, Span span, RouterOsParser.PartContext[] parts)
    {
        ImmutableArray<Word> group = parts is [var only] && only.group() is { } inside ? [.. inside.inner().Select(i => WordOf(i.word()))] : [];
        var computed = parts.Any(p => p.group() is not null) || HasVariable(value.Text);
        return new Word(name, Values.Unescape(value.Text), span, value, group, computed);
    }

    private static bool HasVariable(ReadOnlySpan<char> raw)
    {
        for (var i = raw.IndexOf('$'); i >= 0 && i + 1 < raw.Length;)
        {
            if ((i == 0 || raw[i - 1] != '\\') && (char.IsAsciiLetter(raw[i + 1]) || raw[i + 1] is '(' or '[' or '{')) return true;
            var next = raw[(i + 1)..].IndexOf('$');
            i = next < 0 ? -1 : i + 1 + next;
        }

        return false;
    }

    private Span SpanOf(ParserRuleContext context) => new(file, context.Start.StartIndex, context.Stop.StopIndex + 1);
}
