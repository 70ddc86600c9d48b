namespace BgpTranslate.Tests;

/// <summary>The checkout that the tests run in.</summary>
internal static class Repository
{
    /// <summary>Its root.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A path below the root.</summary>
    public static string At(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        var directory = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(directory, "BgpTranslate.sln"))) directory = Path.GetDirectoryName(directory) ?? throw new DirectoryNotFoundException("BgpTranslate.sln");
        return directory;
    }
}
