namespace BgpTranslate.Formats.RouterOs.Writing;

internal static class RouterOsWriter
{
    public static WriteResult Write(WriteRequest request) => new([], [], System.Collections.Immutable.ImmutableDictionary<string, string>.Empty);
}
