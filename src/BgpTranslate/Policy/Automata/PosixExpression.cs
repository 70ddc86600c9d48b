namespace BgpTranslate.Policy.Automata;

/// <summary>
/// Reads POSIX extended regular expressions as routers use them: unanchored, with <c>_</c> for a boundary (FRR: <c>(^|[,{}() ]|$)</c>).
/// </summary>
internal struct PosixExpression
{
    private const string Delimiters = " ,{}()";

    // RE_DUP_MAX, the least that POSIX wants and what regcomp(3) takes at most where routers run.
    private const int MostRepeats = 255;

    private readonly Expression expression;
    private readonly string alphabet;
    private readonly string text;
    private int position;
    private int depth;
    private bool failed;

    private PosixExpression(string text, string alphabet)
    {
        (expression, this.alphabet, this.text) = (new Expression(alphabet), alphabet, text);
    }

    /// <summary>The texts in which the expression finds something; null when it cannot be read or is too large.</summary>
    public static Automaton? Compile(string text, string alphabet)
    {
        var reader = new PosixExpression(text, alphabet);
        var part = reader.Alternatives();
        return reader.failed || reader.position < text.Length ? null : reader.expression.Search(part);
    }

    private Expression.Part Alternatives()
    {
        if (++depth > 100) failed = true;
        var parts = new List<Expression.Part> { Concatenation() };
        while (!failed && position < text.Length && text[position] == '|')
        {
            position++;
            parts.Add(Concatenation());
        }

        depth--;
        return parts.Count == 1 ? parts[0] : expression.Either(parts);
    }

    private Expression.Part Concatenation()
    {
        var parts = new List<Expression.Part>();
        while (!failed && position < text.Length && text[position] is not ('|' or ')')) parts.Add(Repetition());
        return expression.Sequence(parts);
    }

    private Expression.Part Repetition()
    {
        var start = position;
        var part = Atom();
        while (!failed && position < text.Length && text[position] is '*' or '+' or '?' or '{')
        {
            var end = position;
            var (low, high) = Count();
            if (failed || low > MostRepeats || high > MostRepeats || (high is { } h && h < low))
            {
                failed = true;
                break;
            }

            // A part of an automaton is used once; copies are read again.
            var parts = new List<Expression.Part>();
            for (var i = 0; i < low; i++) parts.Add(Copy(start, end));
            if (high is null) parts.Add(expression.Star(Copy(start, end)));
            for (var i = low; i < high; i++) parts.Add(expression.Either(Copy(start, end), expression.Empty()));
            part = expression.Sequence(parts);
        }

        return part;
    }

    /// <summary>Reads a piece of the text once more.</summary>
    private readonly Expression.Part Copy(int start, int end)
    {
        if (expression.IsTooLarge) return expression.Empty();
        var copy = this;
        copy.position = start;
        var part = copy.Atom();
        while (copy.position < end)
        {
            var repeatedEnd = copy.position;
            var (low, high) = copy.Count();
            var parts = new List<Expression.Part>();
            for (var i = 0; i < low; i++) parts.Add(Copy(start, repeatedEnd));
            if (high is null) parts.Add(expression.Star(Copy(start, repeatedEnd)));
            for (var i = low; i < high; i++) parts.Add(expression.Either(Copy(start, repeatedEnd), expression.Empty()));
            part = expression.Sequence(parts);
        }

        return part;
    }

    private (int Low, int? High) Count()
    {
        switch (text[position++])
        {
            case '*': return (0, null);
            case '+': return (1, null);
            case '?': return (0, 1);
        }

        var low = Number();
        int? high = low;
        if (position < text.Length && text[position] == ',')
        {
            position++;
            high = position < text.Length && text[position] == '}' ? null : Number();
        }

        if (position >= text.Length || text[position++] != '}') failed = true;
        return (low, high);
    }

    private int Number()
    {
        var start = position;
        while (position < text.Length && char.IsAsciiDigit(text[position]) && position - start < 4) position++;
        if (start == position)
        {
            failed = true;
            return 0;
        }

        return int.Parse(text.AsSpan(start, position - start), System.Globalization.CultureInfo.InvariantCulture);
    }

    private Expression.Part Atom()
    {
        var c = text[position++];
        switch (c)
        {
            case '^':
                return expression.Start();
            case '$':
                return expression.End();
            case '_':
                return expression.Either(expression.Start(), expression.End(), expression.OneOf(Delimiters));
            case '.':
                return expression.Any();
            case '[':
                return Bracket();
            case '(':
                var inner = Alternatives();
                if (position >= text.Length || text[position++] != ')') failed = true;
                return inner;
            case '\\' when position < text.Length:
                return expression.OneOf(text[position++].ToString());
            case '*' or '+' or '?' or '{' or '\\':
                failed = true;
                return expression.Empty();
            default:
                return expression.OneOf(c.ToString());
        }
    }

    private Expression.Part Bracket()
    {
        var negated = position < text.Length && text[position] == '^';
        if (negated) position++;
        var members = new HashSet<char>();
        for (var first = true; position < text.Length && (first || text[position] != ']'); first = false)
        {
            if (text.AsSpan(position).StartsWith("[:digit:]"))
            {
                members.UnionWith("0123456789");
                position += "[:digit:]".Length;
                continue;
            }

            if (text.AsSpan(position).StartsWith("[:space:]"))
            {
                members.Add(' ');
                position += "[:space:]".Length;
                continue;
            }

            if (text[position] == '[' && position + 1 < text.Length && text[position + 1] is ':' or '.' or '=') failed = true;
            var low = text[position++];
            var high = low;
            if (position + 1 < text.Length && text[position] == '-' && text[position + 1] != ']')
            {
                high = text[position + 1];
                position += 2;
            }

            for (int c = low; c <= high; c++) members.Add((char)c);
        }

        if (position >= text.Length) failed = true;
        position++;
        return expression.OneOf(string.Concat(alphabet.Where(c => members.Contains(c) != negated)));
    }
}
