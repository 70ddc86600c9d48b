using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;

namespace BgpTranslate.Policy.Posix;

/// <summary>
/// Reads POSIX extended regular expressions as routers use them: <c>_</c> stands for <c>(^|[,{}() ]|$)</c> (FRR bgpd/bgp_regex.c). Escapes other than of
/// punctuation are extensions of some C libraries and are refused.
/// </summary>
internal sealed class PosixParser
{
    private const int MaxNesting = 200;
    private const int MaxRepeat = 255; // RE_DUP_MAX of POSIX.

    private static readonly FrozenDictionary<string, Func<char, bool>> Classes = new Dictionary<string, Func<char, bool>>
    {
        ["digit"] = char.IsAsciiDigit,
        ["alpha"] = char.IsAsciiLetter,
        ["alnum"] = char.IsAsciiLetterOrDigit,
        ["space"] = char.IsWhiteSpace,
        ["blank"] = c => c is ' ' or '\t',
        ["punct"] = char.IsPunctuation,
        ["xdigit"] = char.IsAsciiHexDigit,
        ["upper"] = char.IsAsciiLetterUpper,
        ["lower"] = char.IsAsciiLetterLower,
        ["print"] = c => c is >= ' ' and <= '~',
        ["graph"] = c => c is > ' ' and <= '~',
    }.ToFrozenDictionary();

    private static readonly PosixNode Boundary = new PosixNode.Alternation(
        [new PosixNode.Begin(), new PosixNode.Character(SetOf(",{}() ")), new PosixNode.End()]);

    private readonly string text;
    private int position;
    private int nesting;
    private string? problem;

    private PosixParser(string text) => this.text = text;

    private bool AtEnd => position >= text.Length;

    /// <summary>The expression, or what is wrong with it.</summary>
    public static (PosixNode? Node, string? Problem) Parse(string text)
    {
        var parser = new PosixParser(text);
        var node = parser.Alternation();
        if (parser.problem is null && !parser.AtEnd) parser.problem = "an unexpected ')'";
        return parser.problem is { } problem ? (null, problem) : (node, null);
    }

    private static UInt128 SetOf(string characters) => characters.Aggregate(UInt128.Zero, (set, c) => set | UInt128.One << c);

    private PosixNode Fail(string reason)
    {
        problem ??= reason;
        position = text.Length;
        return new PosixNode.Sequence([]);
    }

    private PosixNode Alternation()
    {
        if (++nesting > MaxNesting) return Fail("too many nested parentheses");
        var parts = ImmutableArray.CreateBuilder<PosixNode>();
        do
            parts.Add(Sequence());
        while (Take('|'));
        nesting--;
        return parts.Count == 1 ? parts[0] : new PosixNode.Alternation(parts.ToImmutable());
    }

    private PosixNode Sequence()
    {
        var parts = ImmutableArray.CreateBuilder<PosixNode>();
        while (!AtEnd && text[position] is not '|' and not ')')
        {
            var part = Atom();
            while (!AtEnd && Repetition() is { } times)
                part = new PosixNode.Repeat(part, times.Min, times.Max);
            parts.Add(part);
        }

        return parts.Count == 1 ? parts[0] : new PosixNode.Sequence(parts.ToImmutable());
    }

    private (int Min, int? Max)? Repetition()
    {
        switch (text[position])
        {
            case '*':
                position++;
                return (0, null);
            case '+':
                position++;
                return (1, null);
            case '?':
                position++;
                return (0, 1);
            case '{' when position + 1 < text.Length && char.IsAsciiDigit(text[position + 1]):
                position++;
                int low = Number(), high = low;
                int? max = low;
                if (Take(',')) max = !AtEnd && char.IsAsciiDigit(text[position]) ? high = Number() : null;
                if (!Take('}') || high < low || high > MaxRepeat) Fail("a wrong repetition count");
                return (low, max);
            default:
                return null;
        }
    }

    private int Number()
    {
        var start = position;
        while (!AtEnd && char.IsAsciiDigit(text[position])) position++;
        return int.TryParse(text.AsSpan(start, position - start), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;
    }

    private PosixNode Atom()
    {
        var c = text[position++];
        switch (c)
        {
            case '^':
                return new PosixNode.Begin();
            case '$':
                return new PosixNode.End();
            case '_':
                return Boundary;
            case '.':
                return new PosixNode.Character(UInt128.MaxValue);
            case '[':
                return Bracket();
            case '(':
                var inner = Alternation();
                return Take(')') ? inner : Fail("a missing ')'");
            case '*' or '+' or '?':
                return Fail($"a '{c}' that repeats nothing");
            case '\\' when AtEnd || char.IsAsciiLetterOrDigit(text[position]) || text[position] is '<' or '>' or '`' or '\'':
                return Fail("an escape that POSIX does not define");
            case '\\':
                return Literal(text[position++]);
            default:
                return Literal(c);
        }
    }

    private PosixNode Literal(char c) => c < 128 ? new PosixNode.Character(UInt128.One << c) : Fail("a character that is not ASCII");

    private PosixNode Bracket()
    {
        var negated = Take('^');
        var set = UInt128.Zero;
        for (var first = true; ; first = false)
        {
            if (AtEnd) return Fail("a missing ']'");
            var c = text[position++];
            if (c == ']' && !first) break;
            // FRR replaces it here too, which makes the bracket mean something else.
            if (c == '_') return Fail("a '_' in brackets");
            if (c >= 128) return Fail("a character that is not ASCII");
            if (c == '[' && !AtEnd && text[position] is ':' or '.' or '=')
            {
                var end = text.IndexOf(":]", position, StringComparison.Ordinal);
                if (text[position] != ':' || end < 0 || !Classes.TryGetValue(text[(position + 1)..end], out var isIn)) return Fail("an unknown character class");
                for (var member = (char)0; member < 128; member++)
                {
                    if (isIn(member)) set |= UInt128.One << member;
                }

                position = end + 2;
            }
            else if (position + 1 < text.Length && text[position] == '-' && text[position + 1] != ']')
            {
                var last = text[position + 1];
                if (last < c || last >= 128) return Fail("a character range that is upside down");
                position += 2;
                for (var member = c; member <= last; member++) set |= UInt128.One << member;
            }
            else
            {
                set |= UInt128.One << c;
            }
        }

        return new PosixNode.Character(negated ? ~set : set);
    }

    private bool Take(char c)
    {
        if (AtEnd || text[position] != c) return false;
        position++;
        return true;
    }
}
