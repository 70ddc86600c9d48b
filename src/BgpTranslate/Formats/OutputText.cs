using System.Text;
using BgpTranslate.Model;

namespace BgpTranslate.Formats;

/// <summary>A text under construction: whole lines, indented, each with the source statements it renders. Lines end in LF.</summary>
public sealed class OutputText(string indentUnit)
{
    private StringBuilder text = new();
    private readonly List<(int Line, Origin Origin)> origins = [];
    private string whole = "";
    private int depth;

    /// <summary>Lines written so far.</summary>
    public int LineCount { get; private set; }

    /// <summary>Which source statements each line renders: 1-based line numbers.</summary>
    public IReadOnlyList<(int Line, Origin Origin)> Origins => origins;

    /// <summary>Writes a line; an empty one has no indentation.</summary>
    public OutputText Line(string line = "", Origin origin = default)
    {
        if (line.Length > 0)
        {
            for (var i = 0; i < depth; i++) text.Append(indentUnit);
            text.Append(line);
        }

        text.Append('\n');
        if (!origin.IsNone) origins.Add((LineCount + 1, origin));
        LineCount += 1 + line.AsSpan().Count('\n');
        return this;
    }

    /// <summary>An empty text with this one's indentation, to be added when its place is reached.</summary>
    public OutputText Part() => new(indentUnit) { depth = depth };

    /// <summary>Adds another text behind this one, as it is.</summary>
    public OutputText Add(OutputText part)
    {
        foreach (var (line, origin) in part.origins) origins.Add((LineCount + line, origin));
        text.Append(part.whole).Append(part.text);
        LineCount += part.LineCount;
        return this;
    }

    /// <summary>Later lines are one level deeper.</summary>
    public OutputText Indent()
    {
        depth++;
        return this;
    }

    /// <summary>Later lines are one level less deep.</summary>
    public OutputText Outdent()
    {
        depth--;
        return this;
    }

    /// <summary>The text so far.</summary>
    public override string ToString()
    {
        // A large text is asked for by the self-check and again when it is saved, and is kept once. (A builder that is cleared keeps its room.)
        if (text.Length > 0) (whole, text) = (whole + text, new StringBuilder());
        return whole;
    }
}
