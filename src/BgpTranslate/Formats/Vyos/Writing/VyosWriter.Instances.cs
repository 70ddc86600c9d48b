using System.Globalization;
using BgpTranslate.Defaults;
using BgpTranslate.Facts;
using BgpTranslate.Formats.Vyos.Tree;
using BgpTranslate.Formats.Vyos.Vocabulary;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Formats.Vyos.Writing;

/// <summary>Instances with their tables and originations.</summary>
internal sealed partial class VyosWriter
{
    private static readonly HashSet<Setting> InstanceSettingsSayable =
        [.. InstanceTerms.All.Select(t => t.Setting), PeerSettings.LocalAs, PeerSettings.Keepalive, PeerSettings.HoldTime];

    private void WriteInstance(EffectiveInstance instance)
    {
        var model = instance.Instance;
        if (SystemAs(instance) is not { } systemAs)
        {
            announcements.Add(new Announcement(Disposition.NeedsInput, "the AS number of the instance: VyOS commits none without; put it into the source", model.Key));
            return;
        }

        var bgp = model.Vrf == "default" ? root.Ensure("protocols", "bgp") : VrfOf(model.Vrf).Ensure("protocols", "bgp");
        bgp.Said += model.Origin;
        Lists.Put(bgp, systemAs.Origin, "system-as", Text(systemAs.Value));
        foreach (var term in InstanceTerms.All)
        {
            if (!SaidOf(instance, term.Setting, out var value, out var origin) && !SaidByAllPeers(instance, term.Setting, ref value, ref origin)) continue;
            if (term.Since > release)
            {
                if (!Equals(value, DefaultOf(instance, term.Setting))) Announce(model.Key, term.Setting, Disposition.Lost, $"VyOS {release} has no '{term.Path}'");
                continue;
            }

            Say(bgp, term, value, origin, model.Key, s => instance.Get(s).Value, null, () => DefaultOf(instance, term.Setting));
        }

        if (release < new FormatVersion(1, 4))
        {
            Lists.Put(bgp, Origin.None, "parameters", "default", "no-ipv4-unicast");
            Announce(model.Key, InstanceSettings.DefaultFamilies, Disposition.Inherent, "address families are said at each peer");
        }

        WriteTimers(bgp, s => SaidOf(instance, s, out var value, out var origin) ? new EffectiveValue(value, origin, null) : instance.Get(s), model.Key, SaidOf(instance, PeerSettings.Keepalive, out _, out _) || SaidOf(instance, PeerSettings.HoldTime, out _, out _));
        WriteTables(instance, bgp);
        WriteOriginations(instance, bgp);
        new PeerWriter(this, instance, bgp, systemAs.Value).Write();
    }

    /// <summary>The AS number of the instance: said, or that of most of its peers.</summary>
    private static Stated<uint>? SystemAs(EffectiveInstance instance)
    {
        if (instance.Get(PeerSettings.LocalAs) is { Value: LocalAs own } said) return new Stated<uint>(own.As, said.Origin);
        var most = instance.Peers.Select(p => p.Get(PeerSettings.LocalAs)).Where(v => v.Value is LocalAs).GroupBy(v => ((LocalAs)v.Value!).As).MaxBy(g => g.Count());
        return most is null ? null : new Stated<uint>(most.Key, most.First().Origin);
    }

    private bool SaidOf(EffectiveInstance instance, Setting setting, out object value, out Origin origin)
    {
        if (instance.Instance.Settings.TryGet(setting, out var own, out origin))
        {
            value = own;
            return true;
        }

        var said = setting.Scope == SettingScope.Session && request.Configuration.Settings.TryGet(setting, out own, out origin);
        value = own!;
        return said;
    }

    /// <summary>What VyOS says for the whole instance, and its peers say all alike. What they do not agree in is announced.</summary>
    private bool SaidByAllPeers(EffectiveInstance instance, Setting setting, ref object value, ref Origin origin)
    {
        if (setting.Scope != SettingScope.Session || Vocabulary.SessionTerms.All.Any(t => t.Setting == setting)) return false;
        var said = instance.Peers.Select(p => (Peer: p, Effective: p.Get(setting))).ToArray();
        var first = said.FirstOrDefault(s => s.Effective.IsSaid).Effective.Value;
        if (first is null) return false;
        if (said.All(s => Equals(s.Effective.Value, first)))
        {
            (value, origin) = (first, Origin.Of(said.SelectMany(s => s.Effective.Origin)));
            return true;
        }

        foreach (var (peer, effective) in said.Where(s => s.Effective.IsSaid))
            Announce(FactPath.Of(instance.Instance, peer.Peer), setting, Disposition.Lost, "VyOS says it for all peers of the instance alone, and they differ");
        return false;
    }

    private bool IsSaidAtInstance(EffectiveInstance instance, Setting setting) => InstanceSettingsSayable.Contains(setting) && SaidOf(instance, setting, out _, out _);

    private object? DefaultOf(EffectiveInstance instance, Setting setting)
    {
        var context = new DefaultContext(null, null, null, s => instance.Get(s).Value);
        return request.Target.Defaults.Find(setting, context)?.Value(context);
    }

    /// <summary>Says a value with a term; what cannot be said, and would not hold anyway, is announced.</summary>
    private void Say(ConfigNode at, Term term, object value, Origin origin, string path, Func<Setting, object?> values, AfiSafi? family, Func<object?> otherwise)
    {
        var lines = term.Write(value, new TermContext(values, routeMaps, lists, family)).ToArray();
        foreach (var words in lines) Lists.Put(at, origin, [.. term.Words, .. words]);
        if (term.Setting == FamilySettings.PrefixLimit && value is PrefixLimit { Max: > 0 } limit && (limit.Action is not PrefixLimitAction.TearDown || limit.ThresholdPercent is not null))
            Announce(path, term.Setting, Disposition.Approximated, "VyOS tears the session down at the limit and warns at 75 %; it knows nothing else");
        if (lines.Length > 0 || IsSaidElsewhere(term, value)) return;
        var without = otherwise();
        if (!Equals(without, value) && !(without is null && value is false)) Announce(path, term.Setting, Disposition.Lost, $"VyOS cannot say {Setting.Format(value)} for {term.Path}");
    }

    /// <summary>Another term says it: two ways to say add-path, two kinds of source, roles.</summary>
    private static bool IsSaidElsewhere(Term term, object value) =>
        term.Setting == PeerSettings.RoleStrict || (term.Setting == FamilySettings.AddPathSend && value is AddPathSend { Selection: AddPathSelection.All or AddPathSelection.BestPerAs })
        || term.Setting == InstanceSettings.DefaultFamilies;

    /// <summary>Both or none: VyOS ignores one alone.</summary>
    private void WriteTimers(ConfigNode at, Func<Setting, EffectiveValue> get, string path, bool isSaid)
    {
        if (!isSaid) return;
        var (keepalive, hold) = (get(PeerSettings.Keepalive), get(PeerSettings.HoldTime));
        var origin = keepalive.Origin + hold.Origin;
        var seconds = keepalive.Value as uint? ?? 60;
        if (seconds == 0)
        {
            Announce(path, PeerSettings.Keepalive, Disposition.Inherent, "without a hold time no keepalives are sent");
            seconds = 60;
        }

        Lists.Put(at, origin, "timers", "keepalive", Text(seconds));
        Lists.Put(at, origin, "timers", "holdtime", Text(hold.Value as uint? ?? 180));
    }

    private void WriteTables(EffectiveInstance instance, ConfigNode bgp)
    {
        foreach (var (family, scope) in instance.Instance.Families)
        {
            var path = FactPath.Below(instance.Instance.Key, family.Name());
            foreach (var term in FamilyTerms.Table)
            {
                if (!scope.Settings.TryGet(term.Setting, out var value, out var origin)) continue;
                if (value is uint and (0 or > 256)) Announce(path, term.Setting, Disposition.Lost, "VyOS takes 1 to 256");
                else foreach (var words in term.Write(value, new TermContext(_ => null, routeMaps, lists, family))) Lists.Put(FamilyNode(bgp, family), origin, [.. term.Words, .. words]);
            }

            // Administrative distances are said together.
            if (FamilyNode(bgp, family, make: false)?.Find("distance") is { } distance)
            {
                foreach (var (word, setting) in new[] { ("external", TableSettings.DistanceExternal), ("internal", TableSettings.DistanceInternal), ("local", TableSettings.DistanceLocal) })
                {
                    if (distance.Find(word) is null) Lists.Put(distance, Origin.None, word, Setting.Format(instance.Get(setting, family).Value));
                }
            }

            if (scope.Settings.Get(TableSettings.Dampening) is { } dampening)
            {
                if (family == AfiSafi.Ipv4Unicast)
                {
                    var (value, at) = (dampening.Value, bgp.Ensure("parameters", "dampening"));
                    Lists.Put(at, dampening.Origin, "half-life", Text(value.HalfLifeMinutes));
                    Lists.Put(at, dampening.Origin, "re-use", Text(value.Reuse));
                    Lists.Put(at, dampening.Origin, "start-suppress-time", Text(Math.Min(value.Suppress, 20000)));
                    Lists.Put(at, dampening.Origin, "max-suppress-time", Text(value.MaxSuppressMinutes));
                    if (value.Suppress > 20000) Announce(path, TableSettings.Dampening, Disposition.Approximated, "VyOS suppresses at 20000 at the latest");
                }
                else
                {
                    Announce(path, TableSettings.Dampening, Disposition.Lost, "VyOS damps IPv4 unicast alone");
                }
            }

            if (scope.Settings.Get(TableSettings.FibPolicy) is { } fib) Announce(path, TableSettings.FibPolicy, Disposition.Lost, $"VyOS filters what goes to the kernel for all of BGP, not per table ({fib.Value})");
        }
    }

    private static ConfigNode FamilyNode(ConfigNode at, AfiSafi family) => at.Ensure("address-family", family.Name());

    private static ConfigNode? FamilyNode(ConfigNode at, AfiSafi family, bool make) => make ? FamilyNode(at, family) : at.Find("address-family", family.Name());

    private void WriteOriginations(EffectiveInstance instance, ConfigNode bgp)
    {
        foreach (var network in instance.Instance.Networks)
        {
            var node = FamilyNode(bgp, network.Family).Ensure("network", network.Prefix.ToString());
            node.Said += network.Origin;
            Shape(node, network.Settings);
            if (network.Settings.Get(OriginationSettings.Backdoor) is { Value: true } backdoor) Lists.Put(node, backdoor.Origin, "backdoor");
        }

        foreach (var aggregate in instance.Instance.Aggregates)
        {
            var node = FamilyNode(bgp, aggregate.Family).Ensure("aggregate-address", aggregate.Prefix.ToString());
            node.Said += aggregate.Origin;
            Shape(node, aggregate.Settings);
            if (aggregate.Settings.Get(OriginationSettings.AsSet) is { Value: true } asSet) Lists.Put(node, asSet.Origin, "as-set");
            if (aggregate.Settings.Get(OriginationSettings.SummaryOnly) is { Value: true } only) Lists.Put(node, only.Origin, "summary-only");
        }

        foreach (var redistribution in instance.Instance.Redistributions)
        {
            var path = FactPath.Of(instance.Instance, redistribution);
            if (WordsOf(redistribution) is not { } words)
            {
                announcements.Add(new Announcement(Disposition.Lost, $"VyOS does not redistribute {redistribution.Source} {redistribution.Instance}".TrimEnd(), path));
                continue;
            }

            var node = FamilyNode(bgp, redistribution.Family).Ensure("redistribute").Ensure(words);
            node.Said += redistribution.Origin;
            Shape(node, redistribution.Settings);
            if (redistribution.Settings.Get(OriginationSettings.Metric) is not { } metric) continue;
            if (metric.Value > 0) Lists.Put(node, metric.Origin, "metric", Text(metric.Value));
            else Announce(path, OriginationSettings.Metric, Disposition.Lost, "VyOS takes metrics from 1 on");
        }
    }

    private static string[]? WordsOf(Redistribution redistribution)
    {
        var isSix = redistribution.Family.Afi() == Afi.Ipv6;
        if (redistribution.Instance.Length > 0 && redistribution.Source != RouteSource.Other) return null;
        return redistribution.Source switch
        {
            RouteSource.Connected => ["connected"],
            RouteSource.Static => ["static"],
            RouteSource.Kernel => ["kernel"],
            RouteSource.Ospf => [isSix ? "ospfv3" : "ospf"],
            RouteSource.Rip => [isSix ? "ripng" : "rip"],
            RouteSource.Babel => ["babel"],
            RouteSource.Isis when !isSix => ["isis"],
            RouteSource.Other when redistribution.Instance.Split(' ') is ["table", var number] => ["table", number],
            _ => null,
        };
    }

    private void Shape(ConfigNode node, Settings settings)
    {
        if (settings.Get(OriginationSettings.Policy) is { Value: not PolicyUse.AcceptAll } use) Lists.Put(node, use.Origin, "route-map", routeMaps.NameFor(use.Value));
    }

    private static string Text(uint number) => number.ToString(CultureInfo.InvariantCulture);
}
