using System.Globalization;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Bird.Writing;

/// <summary>What kind of thing a name stands for.</summary>
/// <param name="Type">Its type in BIRD's words; empty where it cannot be a parameter.</param>
internal abstract record MissingKind(string Type)
{
    /// <summary>AS numbers for documentation (RFC 5398).</summary>
    private const uint FirstAs = 64496, Ases = 15;

    /// <summary>A number.</summary>
    public static MissingKind Number { get; } = new Plain("int", "24");

    /// <summary>The number of an AS.</summary>
    public static MissingKind AsNumber { get; } = new Plain("int", "");

    /// <summary>True or false.</summary>
    public static MissingKind Truth { get; } = new Plain("bool", "false");

    /// <summary>A string.</summary>
    public static MissingKind Text { get; } = new Plain("string", "\"\"");

    /// <summary>An address (RFC 5737, RFC 3849).</summary>
    public static MissingKind Address { get; } = new Plain("ip", "192.0.2.1", "2001:db8::1");

    /// <summary>A router id.</summary>
    public static MissingKind RouterId { get; } = new Plain("ip", "192.0.2.1");

    /// <summary>A prefix (RFC 5737, RFC 3849).</summary>
    public static MissingKind Prefix { get; } = new Plain("prefix", "192.0.2.0/24", "2001:db8::/32");

    /// <summary>A standard community.</summary>
    public static MissingKind Pair { get; } = new Plain("pair", "(0, 0)");

    /// <summary>A large community.</summary>
    public static MissingKind Large { get; } = new Plain("lc", "(0, 0, 0)");

    /// <summary>An extended community.</summary>
    public static MissingKind Extended { get; } = new Plain("ec", "(rt, 0, 0)");

    /// <summary>An AS path.</summary>
    public static MissingKind Path { get; } = new Plain("bgppath", "+empty+");

    /// <summary>Standard communities.</summary>
    public static MissingKind Pairs { get; } = new Plain("clist", "-empty-");

    /// <summary>Large communities.</summary>
    public static MissingKind Larges { get; } = new Plain("lclist", "---empty---");

    /// <summary>Extended communities.</summary>
    public static MissingKind Extendeds { get; } = new Plain("eclist", "--empty--");

    /// <summary>A word of an enumeration.</summary>
    public static MissingKind Enumeration { get; } = new Plain("", "");

    /// <summary>A set of them.</summary>
    public static MissingKind SetOf(MissingKind member) => new Set(member);

    /// <summary>What two uses of one name say together; null when they contradict each other.</summary>
    public static MissingKind? Both(MissingKind? one, MissingKind other) => (one, other) switch
    {
        (null, _) => other,
        _ when one == other => one,
        (Plain { Word: "int" }, Plain { Word: "int" }) => AsNumber,
        (Plain { Word: "ip" }, Plain { Word: "ip" }) => RouterId,
        (Function f, Function g) when f.Parameters == g.Parameters && (f.Result is null || g.Result is null) => f.Result is null ? g : f,
        _ => null,
    };

    /// <summary>A value of this kind, by which nothing is meant.</summary>
    public abstract string Value(Afi afi, int index);

    /// <summary>A single value.</summary>
    public sealed record Plain(string Word, string Literal, string? Ipv6 = null) : MissingKind(Word)
    {
        /// <inheritdoc/>
        public override string Value(Afi afi, int index) =>
            this == AsNumber ? (FirstAs + ((uint)index % Ases)).ToString(CultureInfo.InvariantCulture)
            : Ipv6 is not null && afi == Afi.Ipv6 ? Ipv6 : Literal;
    }

    /// <summary>A set.</summary>
    public sealed record Set(MissingKind Member) : MissingKind(Member.Type.Length > 0 ? $"{Member.Type} set" : "")
    {
        /// <inheritdoc/>
        public override string Value(Afi afi, int index) => $"[ {Member.Value(afi, index)} ]";
    }

    /// <summary>A table of ROAs.</summary>
    public sealed record Table() : MissingKind("")
    {
        /// <inheritdoc/>
        public override string Value(Afi afi, int index) => "";
    }

    /// <summary>A function; without a result where it is only called as a command.</summary>
    public sealed record Function(string Parameters, MissingKind? Result) : MissingKind("")
    {
        /// <inheritdoc/>
        public override string Value(Afi afi, int index) => "";
    }
}
