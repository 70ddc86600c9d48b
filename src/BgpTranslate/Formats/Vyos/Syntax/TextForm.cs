namespace BgpTranslate.Formats.Vyos.Syntax;

/// <summary>Which of the two forms a text has.</summary>
internal static class TextForm
{
    /// <summary>True when more lines open blocks than give commands.</summary>
    public static bool IsCurly(string text)
    {
        int blocks = 0, commands = 0;
        foreach (var raw in text.AsSpan().EnumerateLines())
        {
            var line = raw.Trim();
            if (line.EndsWith("{") && !line.StartsWith("#")) blocks++;
            else if (IsCommand(line)) commands++;
        }

        return blocks > commands;
    }

    /// <summary>True for a line that sets or deletes something, behind a prompt or not.</summary>
    public static bool IsCommand(ReadOnlySpan<char> line) =>
        line.StartsWith("set ") || line.StartsWith("delete ") || (line.Contains('@') && (line.Contains("# set ", StringComparison.Ordinal) || line.Contains("# delete ", StringComparison.Ordinal)));
}
