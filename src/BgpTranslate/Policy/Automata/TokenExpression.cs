using System.Globalization;
using BgpTranslate.Model;

namespace BgpTranslate.Policy.Automata;

/// <summary>Reads AS-path expressions whose atoms are AS numbers: BIRD masks and RouterOS 7 expressions.</summary>
internal sealed class TokenExpression(string text)
{
    private int position;
    private int depth;
    private bool failed;

    /// <summary>
    /// A BIRD mask (bird.md): numbers, <c>a..b</c>, sets, <c>*</c> any run, <c>?</c> any one, <c>X+</c> one or more. It matches the whole path.
    /// Null when it cannot be read or is too large.
    /// </summary>
    public Automaton? Mask()
    {
        var result = AsPathLanguage.OfTokens(e =>
        {
            var parts = new List<Expression.Part>();
            for (SkipSpace(); !failed && position < text.Length; SkipSpace())
            {
                if (Take('*'))
                {
                    parts.Add(AnyRun(e));
                    continue;
                }

                var atom = Take('?') ? null : Take('[') ? Set("..", ',', false) : Range("..");
                SkipSpace();
                parts.Add(One());
                if (Take('+')) parts.Add(e.Star(One()));

                Expression.Part One() => atom is null ? AsPathLanguage.AnyToken(e) : AsPathLanguage.Token(e, atom);
            }

            return e.Sequence(parts);
        });
        return failed ? null : result;
    }

    /// <summary>
    /// A RouterOS 7 expression (routeros.md): numbers, <c>.</c>, <c>[1 2 100-200]</c>, <c>[^…]</c>, <c>* + ?</c>, <c>|</c>, groups, <c>^ $</c>; it may match
    /// anywhere, and never an empty path. Null when it cannot be read or is too large.
    /// </summary>
    public Automaton? RouterOs()
    {
        var result = AsPathLanguage.OfTokens(e => e.Sequence(AnyRun(e), Alternatives(e), AnyRun(e)));
        return failed || position < text.Length ? null : result?.And(AsPathLanguage.NotEmpty);
    }

    private static Expression.Part AnyRun(Expression e) => e.Star(AsPathLanguage.AnyToken(e));

    private Expression.Part Alternatives(Expression e)
    {
        if (++depth > 100) failed = true;
        var parts = new List<Expression.Part> { Concatenation(e) };
        while (!failed && Take('|')) parts.Add(Concatenation(e));
        depth--;
        return parts.Count == 1 ? parts[0] : e.Either(parts);
    }

    private Expression.Part Concatenation(Expression e)
    {
        var parts = new List<Expression.Part>();
        for (SkipSpace(); !failed && position < text.Length && text[position] is not ('|' or ')'); SkipSpace())
        {
            var start = position;
            var atom = Atom(e);
            SkipSpace();
            if (Take('*'))
            {
                parts.Add(e.Star(atom));
            }
            else if (Take('?'))
            {
                parts.Add(e.Either(atom, e.Empty()));
            }
            else if (Take('+'))
            {
                var end = position;
                parts.Add(atom);
                position = start;
                parts.Add(e.Star(Atom(e)));
                position = end;
            }
            else
            {
                parts.Add(atom);
            }
        }

        return e.Sequence(parts);
    }

    private Expression.Part Atom(Expression e)
    {
        if (Take('^')) return e.Start();
        if (Take('$')) return e.End();
        if (Take('.')) return AsPathLanguage.AnyToken(e);
        if (Take('(')) return Group(e);
        if (!Take('[')) return AsPathLanguage.Token(e, Range("-"));
        var negated = Take('^');
        var set = Set("-", ' ', true);
        return AsPathLanguage.Token(e, negated ? set.Complement().Intersect(NumberSet.AsNumbers) : set);
    }

    private Expression.Part Group(Expression e)
    {
        var part = Alternatives(e);
        if (!Take(')')) failed = true;
        return part;
    }

    private NumberSet Set(string dots, char separator, bool separatorOptional)
    {
        var ranges = new List<NumberRange>();
        SkipSpace();
        while (!failed && !Take(']'))
        {
            ranges.AddRange(Range(dots).Ranges);
            SkipSpace();
            if (!Take(separator) && !separatorOptional && (position >= text.Length || text[position] != ']')) failed = true;
            SkipSpace();
        }

        return NumberSet.Of(ranges);
    }

    private NumberSet Range(string dots)
    {
        var low = Number();
        var high = low;
        if (!failed && string.CompareOrdinal(text, position, dots, 0, dots.Length) == 0)
        {
            position += dots.Length;
            high = Number();
        }

        return NumberSet.Of(new NumberRange(low, high));
    }

    private uint Number()
    {
        var start = position;
        while (position < text.Length && char.IsAsciiDigit(text[position])) position++;
        if (!uint.TryParse(text.AsSpan(start, position - start), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) failed = true;
        return number;
    }

    private bool Take(char c)
    {
        if (position >= text.Length || text[position] != c) return false;
        position++;
        return true;
    }

    private void SkipSpace()
    {
        while (position < text.Length && char.IsWhiteSpace(text[position])) position++;
    }
}
