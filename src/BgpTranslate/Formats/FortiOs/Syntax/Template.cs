namespace BgpTranslate.Formats.FortiOs.Syntax;

/// <summary>Signs that a text is no configuration but a template for one: Jinja, Terraform, FortiManager.</summary>
internal static class Template
{
    private static readonly string[] Openings = ["{{", "{%", "{#", "${", "%{", "$("];

    /// <summary>True for a value that holds a placeholder.</summary>
    public static bool HasPlaceholder(string value)
    {
        foreach (var opening in Openings)
        {
            if (value.Contains(opening, StringComparison.Ordinal)) return true;
        }

        return false;
    }

    /// <summary>True for a line that starts with a placeholder or a directive.</summary>
    public static bool IsDirective(string word)
    {
        foreach (var opening in Openings)
        {
            if (word.StartsWith(opening, StringComparison.Ordinal)) return true;
        }

        return false;
    }

    /// <summary>Secrets, expressions and remarks may hold the same signs by chance.</summary>
    public static bool MayLookLikeOne(string attribute) => attribute is "regexp" or "password" or "key-string" or "description" or "comment" or "comments";
}
