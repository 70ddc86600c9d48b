using System.Collections.Immutable;

namespace BgpTranslate.Formats.Frr.Writing;

/// <summary>Writes FRR configuration.</summary>
internal sealed partial class FrrWriter
{
    public static WriteResult Write(WriteRequest request) =>
        new([new OutputFile("", new OutputText(" "))], [], ImmutableDictionary<string, string>.Empty);
}
