using BgpTranslate.Defaults;
using BgpTranslate.Facts;

namespace BgpTranslate.Formats.Frr.Writing;

/// <summary>What FRR cannot say.</summary>
internal static class FrrSupport
{
    public static SupportTable For(FormatVersion release) => new([]);
}
