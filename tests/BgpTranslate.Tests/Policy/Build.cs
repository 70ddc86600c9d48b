using System.Collections.Immutable;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;
using BgpTranslate.Policy;

namespace BgpTranslate.Tests.Policy;

/// <summary>Short spellings of policies for tests.</summary>
internal static class Build
{
    public static readonly PolicyStatement Accept = new PolicyStatement.End(Verdict.Accept);
    public static readonly PolicyStatement Reject = new PolicyStatement.End(Verdict.Reject);

    public static RoutePolicy Program(params ImmutableArray<PolicyStatement> body) => new() { Name = "p", Body = body };

    public static PolicyStatement If(Condition condition, ImmutableArray<PolicyStatement> then, ImmutableArray<PolicyStatement>? otherwise = null) =>
        new PolicyStatement.If(condition, then, otherwise ?? []);

    public static PolicyStatement Block(string label, params ImmutableArray<PolicyStatement> body) => new PolicyStatement.Block(label, body);

    public static PolicyStatement Leave(string label) => new PolicyStatement.Leave(label);

    public static PolicyStatement Do(PolicyAction action) => new PolicyStatement.Apply(action);

    public static PolicyStatement Med(uint value) => Do(new PolicyAction.SetNumber(NumericAttribute.Med, new NumberChange.To(value)));

    public static PolicyStatement LocalPreference(uint value) =>
        Do(new PolicyAction.SetNumber(NumericAttribute.LocalPreference, new NumberChange.To(value)));

    /// <summary>A set of entries such as <c>10.0.0.0/8</c> and <c>10.0.0.0/8{8,24}</c>.</summary>
    public static SetReference<PrefixSet> Prefixes(string name, params string[] entries) =>
        SetReference<PrefixSet>.To(new PrefixSet { Name = name, Entries = [.. entries.Select(Permit)] });

    public static SetEntry<PrefixRange> Permit(string text) => new(true, Range(text));

    public static SetEntry<PrefixRange> Deny(string text) => new(false, Range(text));

    /// <summary>A set of single communities, any of which matches.</summary>
    public static SetReference<CommunitySet> Communities(string name, params string[] entries) =>
        SetReference<CommunitySet>.To(new CommunitySet
        {
            Name = name,
            Entries = [.. entries.Select(e => new SetEntry<CommunityMatch>(true, new CommunityMatch.AllOf([Community(e)])))],
        });

    public static CommunityPattern Community(string text) =>
        text.Split(':') is [var high, var low] ? CommunityPattern.Standard(uint.Parse(high), uint.Parse(low)) : throw new FormatException(text);

    public static Route ParseRoute(string text) => Route.TryParse(text, out var route, out var error) ? route : throw new FormatException(error);

    private static PrefixRange Range(string text)
    {
        var parts = text.Split('{', ',', '}');
        var prefix = IpPrefix.Parse(parts[0]);
        return parts.Length == 1 ? PrefixRange.Exact(prefix) : new PrefixRange(prefix, int.Parse(parts[1]), int.Parse(parts[2]));
    }
}
