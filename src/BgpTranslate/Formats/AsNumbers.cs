using System.Globalization;

namespace BgpTranslate.Formats;

/// <summary>AS numbers as routers of the Cisco family read them: plain, or with a dot (RFC 5396; FRR since 9.0, FortiOS since 7.2.1).</summary>
internal static class AsNumbers
{
    /// <summary>Reads an AS number; 0 is none.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out uint number)
    {
        var dot = text.IndexOf('.');
        if (dot < 0) return uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0;
        number = 0;
        if (!ushort.TryParse(text[..dot], NumberStyles.None, CultureInfo.InvariantCulture, out var high)
            || !ushort.TryParse(text[(dot + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var low)) return false;
        number = ((uint)high << 16) | low;
        return number > 0;
    }
}
