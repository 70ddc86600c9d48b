using System.Collections.Immutable;
using System.Globalization;

namespace BgpTranslate.Model;

/// <summary>A secret: compared, never shown. Writers alone reveal it.</summary>
/// <param name="text">The secret.</param>
/// <param name="sealedBy">The platform that has encrypted the text: it means nothing to others. Null: it is plain.</param>
public sealed class Secret(string text, string? sealedBy = null) : IEquatable<Secret>
{
    private readonly string text = text;

    /// <summary>The secret itself. For writers only.</summary>
    public string Reveal() => text;

    /// <summary>The platform that has encrypted the text: it means nothing to others. Null: it is plain.</summary>
    public string? SealedBy { get; } = sealedBy;

    /// <inheritdoc/>
    public bool Equals(Secret? other) => other is not null && text == other.text && SealedBy == other.SealedBy;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Secret);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(text);

    /// <inheritdoc/>
    public override string ToString() => "<secret>";
}

/// <summary>Inclusive range of unsigned numbers: AS numbers, halves of communities, MEDs.</summary>
public readonly record struct NumberRange(uint Low, uint High)
{
    /// <summary>Every number.</summary>
    public static NumberRange Any { get; } = new(0, uint.MaxValue);

    /// <summary>One number.</summary>
    public static implicit operator NumberRange(uint number) => new(number, number);

    /// <summary>True when it holds one number.</summary>
    public bool IsSingle => Low == High;

    /// <summary>True when the number is inside.</summary>
    public bool Contains(uint number) => Low <= number && number <= High;

    /// <inheritdoc/>
    public override string ToString() => this == Any ? "*" : IsSingle ? $"{Low}" : $"{Low}..{High}";
}

/// <summary>Which AS a peer must have.</summary>
public abstract record RemoteAs
{
    private RemoteAs()
    {
    }

    /// <summary>This AS.</summary>
    public sealed record Number(uint As) : RemoteAs
    {
        /// <inheritdoc/>
        public override string ToString() => As.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The local AS, whatever it is.</summary>
    public sealed record Internal : RemoteAs
    {
        /// <inheritdoc/>
        public override string ToString() => "internal";
    }

    /// <summary>Any AS but the local one.</summary>
    public sealed record External : RemoteAs
    {
        /// <inheritdoc/>
        public override string ToString() => "external";
    }

    /// <summary>Any AS.</summary>
    public sealed record Auto : RemoteAs
    {
        /// <inheritdoc/>
        public override string ToString() => "auto";
    }

    /// <summary>One of several AS numbers or ranges (dynamic peers).</summary>
    public sealed record OneOf(ImmutableArray<NumberRange> Ranges) : RemoteAs
    {
        /// <inheritdoc/>
        public bool Equals(OneOf? other) => other is not null && Ranges.SequenceEqual(other.Ranges);

        /// <inheritdoc/>
        public override int GetHashCode() => Ranges.Length;

        /// <inheritdoc/>
        public override string ToString() => string.Join(' ', Ranges);
    }
}

/// <summary>How a session shows the local AS when it differs from the instance's (rosetta: peer.local-as).</summary>
public enum LocalAsMode
{
    /// <summary>The session simply has this AS, in both directions (FRR <c>no-prepend replace-as</c>, BIRD <c>local as</c>).</summary>
    Replace,

    /// <summary>Both AS numbers are prepended to routes sent; this one is prepended to routes received (FRR, bare).</summary>
    PrependBoth,

    /// <summary>Both are prepended to routes sent; nothing to routes received (FRR <c>no-prepend</c>).</summary>
    NoPrepend,

    /// <summary>As <see cref="Replace"/>, and the peer may also use the instance's AS (FRR <c>dual-as</c>).</summary>
    DualAs,
}

/// <summary>The AS number a session uses.</summary>
public sealed record LocalAs(uint As, LocalAsMode Mode = LocalAsMode.Replace)
{
    /// <inheritdoc/>
    public override string ToString() => Mode == LocalAsMode.Replace ? $"{As}" : $"{As} {Mode}";
}

/// <summary>What happens when a peer sends more prefixes than allowed.</summary>
public enum PrefixLimitAction
{
    /// <summary>The session is torn down and stays down.</summary>
    TearDown,

    /// <summary>The session is torn down and comes back after <see cref="PrefixLimit.RestartSeconds"/> (0: after the usual error wait).</summary>
    Restart,

    /// <summary>A log line, nothing else.</summary>
    Warn,

    /// <summary>Further prefixes are dropped, the session stays.</summary>
    Block,
}

/// <summary>A limit on the prefixes of one family of a peer.</summary>
/// <param name="Max">The largest number allowed.</param>
/// <param name="Action">What happens beyond it.</param>
/// <param name="RestartSeconds">Seconds until a restart; 0 when the platform's error wait applies or nothing restarts.</param>
/// <param name="ThresholdPercent">At which share a warning is logged; null: the platform's default.</param>
public sealed record PrefixLimit(uint Max, PrefixLimitAction Action = PrefixLimitAction.TearDown, uint RestartSeconds = 0, uint? ThresholdPercent = null)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"{Max} {Action}{(RestartSeconds > 0 ? $" after {RestartSeconds} s" : "")}{(ThresholdPercent is { } t ? $" warn at {t} %" : "")}";
}

/// <summary>BFD timers in milliseconds and the detection multiplier.</summary>
public sealed record BfdTimers(uint? ReceiveMs, uint? TransmitMs, uint? Multiplier);

/// <summary>RFC 9234 roles of the local side.</summary>
public enum BgpRole
{
    /// <summary>Provider.</summary>
    Provider,

    /// <summary>Route server.</summary>
    RouteServer,

    /// <summary>Route server client.</summary>
    RouteServerClient,

    /// <summary>Customer.</summary>
    Customer,

    /// <summary>Peer.</summary>
    Peer,
}

/// <summary>Which routes get this router as their next hop.</summary>
public enum NextHopSelf
{
    /// <summary>The protocol's usual rule (RFC 4271 §5.1.3).</summary>
    Off,

    /// <summary>Routes that are not reflected: those learned from eBGP and, but for BIRD (<c>next hop self ebgp</c>), this router's own (FRR <c>next-hop-self</c>).</summary>
    Ebgp,

    /// <summary>Routes learned from iBGP (BIRD <c>next hop self ibgp</c>).</summary>
    Ibgp,

    /// <summary>Every route, reflected ones included (FRR <c>force</c>, BIRD bare).</summary>
    All,
}

/// <summary>Which private AS numbers are removed from the path of routes sent.</summary>
public enum RemovePrivateAs
{
    /// <summary>All, if the path holds private numbers only.</summary>
    WhenOnlyPrivate,

    /// <summary>All.</summary>
    All,

    /// <summary>Each is replaced by the local AS, if the path holds private numbers only.</summary>
    ReplaceWhenOnlyPrivate,

    /// <summary>Each is replaced by the local AS.</summary>
    Replace,
}

/// <summary>How many paths of a prefix are sent to a peer (RFC 7911).</summary>
public sealed record AddPathSend(AddPathSelection Selection, uint Count = 0)
{
    /// <inheritdoc/>
    public override string ToString() => Count > 0 ? $"{Selection} {Count}" : $"{Selection}";
}

/// <summary>Which paths are sent.</summary>
public enum AddPathSelection
{
    /// <summary>One: no add-path.</summary>
    None,

    /// <summary>All.</summary>
    All,

    /// <summary>The best of each neighbouring AS.</summary>
    BestPerAs,

    /// <summary>The best N.</summary>
    Best,
}

/// <summary>How graceful restart (RFC 4724) is used.</summary>
public enum GracefulRestartMode
{
    /// <summary>Not at all.</summary>
    Disabled,

    /// <summary>This router helps peers that restart.</summary>
    Helper,

    /// <summary>This router also announces that it can restart.</summary>
    Restarter,
}

/// <summary>Route flap damping (RFC 2439): minutes and penalty thresholds.</summary>
public sealed record Dampening(uint HalfLifeMinutes, uint Reuse, uint Suppress, uint MaxSuppressMinutes);

/// <summary>What the program says about unknown paths: a list of AS numbers in a value that compares by content.</summary>
public sealed class AsList(IEnumerable<uint> numbers) : IEquatable<AsList>
{
    /// <summary>The numbers, in order.</summary>
    public ImmutableArray<uint> Numbers { get; } = [.. numbers];

    /// <inheritdoc/>
    public bool Equals(AsList? other) => other is not null && Numbers.SequenceEqual(other.Numbers);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AsList);

    /// <inheritdoc/>
    public override int GetHashCode() => Numbers.Aggregate(17, HashCode.Combine);

    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', Numbers);
}

/// <summary>A set of address families that compares by content.</summary>
public sealed class FamilySet(IEnumerable<AfiSafi> families) : IEquatable<FamilySet>
{
    /// <summary>The families, sorted.</summary>
    public ImmutableArray<AfiSafi> Families { get; } = [.. families.Distinct().Order()];

    /// <summary>True when the family is in the set.</summary>
    public bool Contains(AfiSafi family) => Families.Contains(family);

    /// <inheritdoc/>
    public bool Equals(FamilySet? other) => other is not null && Families.SequenceEqual(other.Families);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FamilySet);

    /// <inheritdoc/>
    public override int GetHashCode() => Families.Aggregate(17, (h, f) => HashCode.Combine(h, f));

    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', Families.Select(f => f.Name()));
}
