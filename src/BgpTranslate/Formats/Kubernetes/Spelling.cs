namespace BgpTranslate.Formats.Kubernetes;

/// <summary>How keys are written: MetalLB's ConfigMap has the words of its later resources with dashes between them.</summary>
public static class Spelling
{
    /// <summary>As in resources: <c>matchLabels</c>.</summary>
    public static string CamelCase(string key) => key;

    /// <summary>As in the ConfigMap: <c>match-labels</c>.</summary>
    public static string KebabCase(string key) => string.Concat(key.Select(c => char.IsAsciiLetterUpper(c) ? $"-{char.ToLowerInvariant(c)}" : $"{c}"));
}
