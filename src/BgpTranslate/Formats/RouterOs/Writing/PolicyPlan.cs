using System.Collections.Immutable;
using BgpTranslate.Facts;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Formats.RouterOs.Writing;

/// <summary>
/// The one chain that a session has for a direction: every filter attached there, for all its families, and on the way out what shapes the routes that the instance originates.
/// </summary>
internal sealed class PolicyPlan(WritingContext context, ChainText chains)
{
    private readonly Dictionary<string, string> made = new(StringComparer.Ordinal);

    /// <summary>The chain that lets nothing pass.</summary>
    public string Nothing() => chains.RejectAll();

    /// <summary>The chain; null where everything passes.</summary>
    public (string Chain, Origin Origin)? ChainFor(EffectivePeer peer, IReadOnlyList<AfiSafi> families, bool isExport)
    {
        var uses = families.Where(f => f.Afi() is not null).Select(f => (Family: f, Use: UseFor(peer, f, isExport))).ToArray();
        if (uses.Length == 0) return null;
        var origin = Origin.Of(uses.SelectMany(u => u.Use.Origin));
        var local = (peer.Get(PeerSettings.LocalAs).Value as LocalAs)?.As;
        foreach (var (family, use) in uses.Where(u => u.Use.Key != uses.First(o => o.Family.Afi() == u.Family.Afi()).Use.Key))
        {
            context.Announce(
                FactPath.Of(peer.Instance.Instance, peer.Peer, family), isExport ? FamilySettings.ExportPolicy : FamilySettings.ImportPolicy, Disposition.Approximated,
                $"RouterOS has one chain for all families of a session, and does not tell {family.Name()} from others of its protocol there");
        }

        var shared = uses.Select(u => u.Use.Key).Distinct().Count() == 1 || uses.Select(u => u.Family.Afi()).Distinct().Count() == 1;
        if (shared) return Name(uses[0].Use.Policy) is { } name ? (name, origin) : null;

        // Families are told apart in one chain.
        var key = $"{isExport} {string.Join(" | ", uses.Select(u => $"{u.Family.Afi()} {u.Use.Key}"))}";
        if (!made.TryGetValue(key, out var both))
        {
            var body = ImmutableArray.CreateBuilder<PolicyStatement>();
            foreach (var (family, use) in uses.DistinctBy(u => u.Family.Afi()))
            {
                ImmutableArray<PolicyStatement> then = use.Policy switch
                {
                    PolicyUse.AcceptAll => [new PolicyStatement.End(Verdict.Accept)],
                    PolicyUse.Named named when chains.Has(named.Policy) => [new PolicyStatement.Call(named.Policy), new PolicyStatement.End(Verdict.Accept)],
                    _ => [new PolicyStatement.End(Verdict.Reject)],
                };
                body.Add(new PolicyStatement.If(new Condition.FamilyIs(family.Afi()!.Value), then, []));
            }

            made[key] = both = chains.Make(string.Join('-', uses.Select(u => u.Use.Policy).OfType<PolicyUse.Named>().Select(n => n.Policy).Distinct().Append(isExport ? "out" : "in")), body.ToImmutable(), Verdict.Reject);
        }

        return (chains.Attach(both, local, peer.Session, isExport), origin);

        string? Name(PolicyUse use) => use switch
        {
            PolicyUse.AcceptAll => null,
            PolicyUse.Named named => chains.Attach(named.Policy, local, peer.Session, isExport),
            _ => chains.RejectAll(),
        };
    }

    private (string Key, PolicyUse Policy, Origin Origin) UseFor(EffectivePeer peer, AfiSafi family, bool isExport)
    {
        var said = peer.Get(isExport ? FamilySettings.ExportPolicy : FamilySettings.ImportPolicy, family);
        var guards = new List<(Condition Condition, Origin Origin, string Name)>();
        Add(isExport ? FamilySettings.ExportAccessList : FamilySettings.ImportAccessList);
        Add(isExport ? FamilySettings.ExportPrefixSet : FamilySettings.ImportPrefixSet);
        if (peer.Get(isExport ? FamilySettings.ExportAsPathSet : FamilySettings.ImportAsPathSet, family) is { Value: SetReference<AsPathSet> paths } p)
            guards.Add((new Condition.AsPathIn(paths), p.Origin, paths.Name ?? "paths"));
        var origination = isExport ? Shaping(peer, family) : [];
        var origin = said.Origin + Origin.Of(guards.SelectMany(g => g.Origin));
        if (said.Value is PolicyUse.RejectAll) return ("none", new PolicyUse.RejectAll(), origin);
        var verdict = said.Value is null && guards.Count == 0 && peer.Get(isExport ? FamilySettings.DefaultExport : FamilySettings.DefaultImport, family).Value is Verdict.Reject ? Verdict.Reject : Verdict.Accept;
        var named = said.Value as PolicyUse.Named;
        if (guards.Count == 0 && origination.IsEmpty)
        {
            if (named is not null) return ($"policy {named.Policy}", named, origin);
            return verdict == Verdict.Accept ? ("all", new PolicyUse.AcceptAll(), origin) : ("none", new PolicyUse.RejectAll(), origin);
        }

        var key = $"{isExport} {(origination.IsEmpty ? "" : peer.Instance.Instance.Key + family)} {string.Join(' ', guards.Select(g => $"{g.Condition.GetType().Name} {g.Name}"))} {named?.Policy} {verdict}";
        if (!made.TryGetValue(key, out var name))
        {
            var body = new List<PolicyStatement>(origination);
            body.AddRange(guards.Select(g => new PolicyStatement.If(new Condition.Not(g.Condition), [new PolicyStatement.End(Verdict.Reject)], [], g.Origin)));
            if (named is not null && chains.Has(named.Policy)) body.Add(new PolicyStatement.Call(named.Policy));
            else if (named is not null || verdict == Verdict.Reject) body.Add(new PolicyStatement.End(Verdict.Reject));
            var vrf = peer.Instance.Instance.Vrf == "default" ? "bgp" : peer.Instance.Instance.Vrf;
            var wanted = string.Join('-', guards.Select(g => g.Name).Append(named?.Policy).OfType<string>().Distinct().DefaultIfEmpty($"{vrf}-{family.Afi()}".ToLowerInvariant()));
            made[key] = name = chains.Make($"{wanted}-{(isExport ? "out" : "in")}", [.. body], Verdict.Accept);
        }

        return ($"policy {name}", new PolicyUse.Named(name), origin);

        void Add(Setting<SetReference<PrefixSet>> setting)
        {
            if (peer.Get(setting, family) is { Value: SetReference<PrefixSet> set } value) guards.Add((new Condition.PrefixIn(set), value.Origin, set.Name ?? "prefixes"));
        }
    }

    /// <summary>
    /// What shapes originated routes, and keeps away those that RouterOS originates for all families of a session or an instance; nothing where that is nothing.
    /// </summary>
    private ImmutableArray<PolicyStatement> Shaping(EffectivePeer peer, AfiSafi family)
    {
        var (instance, model) = (peer.Instance, peer.Instance.Instance);
        if (!family.IsUnicast()) return [];
        var isShaped = model.Networks.Any(n => n.Family == family && IsShaped(n.Settings)) || model.Redistributions.Any(r => r.Family == family && IsShaped(r.Settings))
            || (!context.IsSix && model.Aggregates.Any(a => a.Family == family && (IsShaped(a.Settings) || a.Settings.ValueOf(OriginationSettings.SummaryOnly))))
            || model.Redistributions.Any(r => r.Family.IsUnicast() && r.Family != family && (context.IsSix || peer.IsActive(r.Family)) && !model.Redistributions.Any(o => o.Family == family && o.Source == r.Source && o.Instance == r.Instance));
        return isShaped ? EffectivePolicies.Origination(instance, family) : [];

        static bool IsShaped(Settings settings) => settings.Has(OriginationSettings.Metric) || settings.ValueOf(OriginationSettings.Policy) is not (null or PolicyUse.AcceptAll);
    }
}
