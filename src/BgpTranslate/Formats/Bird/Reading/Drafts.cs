using System.Collections.Immutable;
using BgpTranslate.Formats.Bird.Syntax;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Bird.Reading;

/// <summary>Something settings are said about while reading. A later word wins; the earlier statement has no effect then.</summary>
internal class Draft
{
    /// <summary>What is said.</summary>
    public Settings Settings { get; private set; } = Settings.Empty;

    /// <summary>Statements that a later one overrides.</summary>
    public List<Statement> Overridden { get; } = [];

    /// <summary>Says something.</summary>
    public Outcome Say<T>(Setting<T> setting, T value, Origin origin)
        where T : notnull
    {
        if (Settings.Get(setting) is { } before) Overridden.AddRange(before.Origin.Except(origin));
        Settings = Settings.With(setting, value, origin);
        return Outcome.States;
    }

    /// <summary>Takes over what is said elsewhere.</summary>
    public void Inherit(Settings settings) => Settings = Settings.Overlay(settings);

    /// <summary>Takes something back.</summary>
    public void Unsay(Setting setting) => Settings = Settings.Without(setting);
}

/// <summary>A policy to be translated when all functions are known.</summary>
/// <param name="Target">What it is attached to.</param>
/// <param name="Setting">How.</param>
/// <param name="Name">Its name.</param>
/// <param name="Statement">The statement that attaches it.</param>
/// <param name="Body">Its commands, for a filter.</param>
/// <param name="Condition">Its condition, for <c>where</c>.</param>
/// <param name="Words">The condition as written.</param>
internal sealed record InlinePolicy(
    Draft Target, Setting<PolicyUse> Setting, string Name, Statement Statement, ImmutableArray<Command> Body, Expression? Condition, string Words);

/// <summary>A channel of a protocol: one address family and its table.</summary>
internal sealed class ChannelDraft(ProtocolDraft protocol, string name, Origin origin) : Draft
{
    /// <summary>The protocol.</summary>
    public ProtocolDraft Protocol { get; } = protocol;

    /// <summary>Its words: <c>ipv4</c>, <c>vpn6 mpls</c>.</summary>
    public string Name { get; } = name;

    /// <summary>The statement that opens it.</summary>
    public Origin Origin { get; set; } = origin;
}

/// <summary>A static route as written.</summary>
internal sealed record RouteDraft(IpPrefix Prefix, Draft Draft, Statement Statement, ImmutableArray<Command> Attributes);

/// <summary>A protocol or template.</summary>
internal sealed class ProtocolDraft(string type, string name, bool isTemplate, Statement statement) : Draft
{
    /// <summary>Its type: <c>bgp</c>.</summary>
    public string Type { get; } = type;

    /// <summary>Its name, or the one BIRD would give it.</summary>
    public string Name { get; } = name;

    /// <summary>It is a template.</summary>
    public bool IsTemplate { get; } = isTemplate;

    /// <summary>How it is called where something is kept word for word.</summary>
    public string Header => $"{(IsTemplate ? "template" : "protocol")} {Type} {Name}";

    /// <summary>Its head.</summary>
    public Statement Statement { get; } = statement;

    /// <summary>The statements that make it what it is, beside the head.</summary>
    public Origin Origin { get; set; } = statement;

    /// <summary>The template or protocol that it starts from.</summary>
    public ProtocolDraft? Parent { get; set; }

    /// <summary>Its channels, in order.</summary>
    public List<ChannelDraft> Channels { get; } = [];

    /// <summary>Who the peer is, and who says so.</summary>
    public (PeerEndpoint Endpoint, Origin Origin)? Endpoint { get; set; }

    /// <summary>The family of its tables, where a name tells: both main tables have one name in the model.</summary>
    public Afi? TableAfi { get; set; }

    /// <summary>GTSM is on or off.</summary>
    public Stated<bool>? TtlSecurity { get; set; }

    /// <summary>Its static routes.</summary>
    public List<RouteDraft> Routes { get; } = [];

    /// <summary>Its ROA entries.</summary>
    public List<(string Text, string Table, Statement Statement)> Roas { get; } = [];

    /// <summary>The channel of that name.</summary>
    public ChannelDraft? Channel(string name) => Channels.Find(c => c.Name == name);

    /// <summary>The peer's address, said here or inherited.</summary>
    public (PeerEndpoint Endpoint, Origin Origin)? EffectiveEndpoint => Endpoint ?? Parent?.EffectiveEndpoint;

    /// <summary>GTSM, said here or inherited.</summary>
    public Stated<bool>? EffectiveTtlSecurity => TtlSecurity ?? Parent?.EffectiveTtlSecurity;

    /// <summary>What holds for a setting, said here or inherited.</summary>
    public Stated<T>? Effective<T>(Setting<T> setting)
        where T : notnull => Settings.Get(setting) ?? Parent?.Effective(setting);
}
