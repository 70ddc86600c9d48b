using BgpTranslate.Formats;
using BgpTranslate.Model;

namespace BgpTranslate.Conversion;

/// <summary>Which lines of an output render a statement of the source.</summary>
public sealed class OutputLines
{
    private readonly (int Statement, int Line)[] pairs;

    private OutputLines((int Statement, int Line)[] pairs) => this.pairs = pairs;

    /// <summary>No line renders anything.</summary>
    public static OutputLines None { get; } = new([]);

    /// <summary>The lines of a text.</summary>
    public static OutputLines Of(OutputText text) => Of(text.Origins);

    /// <summary>Lines with the statements that each renders.</summary>
    public static OutputLines Of(IEnumerable<(int Line, Origin Origin)> lines)
    {
        var pairs = new List<(int, int)>();
        foreach (var (line, origin) in lines)
        {
            foreach (var statement in origin) pairs.Add((statement.Index, line));
        }

        pairs.Sort();
        return new OutputLines([.. pairs]);
    }

    /// <summary>True when some line renders the statement.</summary>
    /// <param name="statement">The statement's position among those read.</param>
    public bool Render(int statement) => First(statement) < pairs.Length && pairs[First(statement)].Statement == statement;

    /// <summary>The lines that render a statement, counted from 1, in order.</summary>
    /// <param name="statement">The statement's position among those read.</param>
    public IEnumerable<int> For(int statement)
    {
        var last = 0;
        for (var i = First(statement); i < pairs.Length && pairs[i].Statement == statement; i++)
        {
            if (pairs[i].Line != last) yield return last = pairs[i].Line;
        }
    }

    private int First(int statement)
    {
        var (low, high) = (0, pairs.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (pairs[middle].Statement < statement) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
