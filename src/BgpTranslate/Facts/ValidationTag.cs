namespace BgpTranslate.Facts;

/// <summary>
/// The state of origin validation as a tag of the router's own, for platforms that cannot set the extended community of RFC 8097. Learned routes have such tags from their import policies alone.
/// </summary>
public static class ValidationTag
{
    /// <summary>The type of the community, and the tag of the state "valid"; the other states follow it.</summary>
    public const uint First = 0x4300;

    /// <summary>The last one.</summary>
    public const uint Last = First + 0xFF;

    /// <summary>The community's type in patterns.</summary>
    public const string Subtype = "0x4300";
}
