using System.Collections.Immutable;
using System.Globalization;
using BgpTranslate.Defaults;
using BgpTranslate.Facts;
using BgpTranslate.Formats.FortiOs.Reading;
using BgpTranslate.Formats.FortiOs.Syntax;
using BgpTranslate.Formats.FortiOs.Tree;
using BgpTranslate.Formats.FortiOs.Vocabulary;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.FortiOs.Writing;

/// <summary>Writes a configuration as FortiOS: the model into blocks, the blocks into text. A VRF with BGP becomes a VDOM, which has policies and lists of its own.</summary>
internal sealed partial class FortiOsWriter
{
    private readonly WriteRequest request;
    private readonly FormatVersion release;
    private readonly EffectiveConfiguration effective;
    private readonly OrderedDictionary<string, Vdom> vdoms = new(StringComparer.Ordinal);
    private readonly Naming vdomNames = new(c => char.IsAsciiLetterOrDigit(c), c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_', [FortiOsReader.RootVdom, "global"], 31);
    private readonly List<Announcement> announcements = [];
    private readonly Dictionary<string, string> statics = new(StringComparer.Ordinal);

    private FortiOsWriter(WriteRequest request)
    {
        this.request = request;
        release = request.Target.Version;
        effective = new EffectiveConfiguration(request.Configuration, request.Target);
    }

    /// <summary>One VDOM under construction.</summary>
    private sealed class Vdom(string name, Configuration configuration, FormatVersion release)
    {
        public string Name { get; } = name;

        public ConfigBlock Root { get; } = new("", null);

        public Lists Lists => field ??= new Lists(Root, release);

        public RouteMaps RouteMaps => field ??= new RouteMaps(configuration, Root, Lists, release);
    }

    /// <summary>Writes.</summary>
    public static WriteResult Write(WriteRequest request) => new FortiOsWriter(request).Run();

    private WriteResult Run()
    {
        var instances = effective.Instances;
        var home = VdomOf(instances.Length == 0 || instances.Any(i => i.Instance.Vrf == "default") ? "default" : instances[0].Instance.Vrf);
        var (here, elsewhere) = (UsesOf(i => VdomOf(i.Vrf) == home), UsesOf(i => VdomOf(i.Vrf) != home));
        foreach (var set in request.Configuration.Sets.Where(s => !elsewhere.Sets.Contains(s) || here.Sets.Contains(s))) WriteSet(home, set);
        home.RouteMaps.WriteAll(p => !elsewhere.Policies.Contains(p) || here.Policies.Contains(p));
        foreach (var instance in instances)
        {
            if (instance.Instance.Distinction.Length > 0 && instances.Any(i => i != instance && i.Instance.Vrf == instance.Instance.Vrf))
                announcements.Add(new Announcement(Disposition.Lost, "FortiOS has one BGP instance in a VDOM", instance.Instance.Key));
            else
                new InstanceWriter(this, VdomOf(instance.Instance.Vrf), instance).Write();
        }

        WriteStatics();
        WriteOthers();
        WriteCarried();
        var text = Print();
        var names = vdoms.Values.SelectMany(v => v.RouteMaps.Renamed.Concat(v.Lists.Renamed)).Concat(vdomNames.Renamed);
        return new WriteResult(
            text.LineCount == 0 ? [] : [new OutputFile("", text)], [.. announcements, .. vdoms.Values.SelectMany(v => v.RouteMaps.Announcements)],
            names.GroupBy(n => n.Key).ToImmutableDictionary(g => g.Key, g => g.First().Value));
    }

    /// <summary>The policies and sets that some instances use.</summary>
    private (HashSet<DefinedSet> Sets, HashSet<string> Policies) UsesOf(Func<BgpInstance, bool> which)
    {
        var uses = new PolicyOrigins(request.Configuration.Policies);
        foreach (var i in request.Configuration.Instances.Where(which))
        {
            foreach (var (_, value, _) in i.AllSettings().SelectMany(s => s.Settings.Entries))
            {
                switch (value)
                {
                    case PolicyUse.Named named: uses.AddNamed(named.Policy); break;
                    case SetReference<PrefixSet> set: uses.Add(set.Set); break;
                    case SetReference<AsPathSet> set: uses.Add(set.Set); break;
                }
            }
        }

        return (new HashSet<DefinedSet>(uses.Sets, ReferenceEqualityComparer.Instance), uses.Called.ToHashSet(StringComparer.Ordinal));
    }

    private Vdom VdomOf(string vrf)
    {
        if (vdoms.TryGetValue(vrf, out var known)) return known;
        var vdom = new Vdom(vrf == "default" ? FortiOsReader.RootVdom : vdomNames.NameFor("vrf", vrf), request.Configuration, release);
        vdoms.Add(vrf, vdom);
        return vdom;
    }

    private OutputText Print()
    {
        var text = new OutputText("    ");
        Vdom[] full = [.. vdoms.Values.Where(v => !v.Root.IsEmpty)];
        if (full is [{ Name: FortiOsReader.RootVdom } only])
        {
            Printing.Vdom(only.Root, text);
            return text;
        }

        if (full.Length == 0) return text;
        text.Line("config vdom").Indent();
        foreach (var vdom in full) text.Line("edit " + vdom.Name).Line("next");
        text.Outdent().Line("end");
        foreach (var vdom in full)
        {
            text.Line("config vdom").Line("edit " + vdom.Name);
            Printing.Vdom(vdom.Root, text);
            text.Line("end");
        }

        return text;
    }

    /// <summary>Named sets keep their names, used or not.</summary>
    private void WriteSet(Vdom vdom, DefinedSet set)
    {
        switch (set)
        {
            case PrefixSet prefixes:
                foreach (var afi in new[] { Afi.Ipv4, Afi.Ipv6 }.Where(a => prefixes.Afi == a || (prefixes.Afi is null && prefixes.Entries.Any(e => e.Match.Prefix.Afi == a))))
                    vdom.Lists.AnyList(SetReference<PrefixSet>.To(prefixes.Afi == afi ? prefixes : prefixes with { Afi = afi, Entries = [.. prefixes.Entries.Where(e => e.Match.Prefix.Afi == afi)] }), afi, prefixes.Name);
                break;
            case AsPathSet paths:
                if (vdom.Lists.AsPathList(SetReference<AsPathSet>.To(paths)) is null)
                    announcements.Add(new Announcement(Disposition.Lost, $"as-path-set {set.Name}: FortiOS has no expression for it", $"as-path-set {set.Name}"));
                break;
            case CommunitySet communities:
                if (vdom.Lists.CommunityList(SetReference<CommunitySet>.To(communities), set.Name) is null)
                    announcements.Add(new Announcement(Disposition.Lost, $"FortiOS has no list for {communities.Kind} communities like these", $"{set.Term()} {set.Name}"));
                break;
        }
    }

    // -------------------------------------------------------------------------------------------------- statics

    private void WriteStatics()
    {
        foreach (var route in request.Configuration.Statics)
        {
            if (route.Settings.Has(StaticSettings.KernelTable))
            {
                announcements.Add(new Announcement(Disposition.Lost, "FortiOS has no kernel tables", route.Key));
                continue;
            }

            var (vdom, table) = PlaceOf(route.Rib);
            var distance = route.Settings.Get(StaticSettings.Distance)?.Value ?? 1;
            var tag = route.Settings.Get(StaticSettings.Tag);
            var isLost = route.Settings.Has(StaticSettings.NextHops);
            foreach (var hop in route.Settings.ValueOf(StaticSettings.NextHops)?.Hops ?? [])
            {
                var afi = route.Prefix.Afi;
                var routes = vdom.Root.EnsureTable(afi == Afi.Ipv4 ? "router static" : "router static6");
                var entry = routes.EnsureEntry(routes.NextNumber());
                entry.Said = route.Origin;
                if (route.Prefix.Length > 0) entry.Set("dst", Lists.Words(route.Prefix), route.Origin);
                if (!WriteHop(route, entry, hop, afi))
                {
                    routes.RemoveEntry(entry.Name);
                    continue;
                }

                isLost = false;
                if (table is { } number) entry.Set("vrf", [number], route.Origin);
                var said = Math.Clamp(distance, 1, 255);
                if (distance > 255) Announce(route.Key, StaticSettings.Distance, Disposition.Approximated, "FortiOS takes distances up to 255");
                if (said != 10) entry.Set("distance", [said.ToString(CultureInfo.InvariantCulture)], route.Origin);
                if (tag is { Value: > 0 } marked)
                {
                    if (AttributeNames.IsKnown(afi == Afi.Ipv4 ? "tag of static" : "tag of static6", release)) entry.Set("tag", [marked.Value.ToString(CultureInfo.InvariantCulture)], marked.Origin);
                    else Announce(route.Key, StaticSettings.Tag, Disposition.Lost, $"FortiOS {release} has no tags on these routes");
                }

                statics[FortiOsReader.StaticKey(route.Rib, route.Prefix, said, hop)] = entry.Name;
            }

            if (isLost) announcements.Add(new Announcement(Disposition.Lost, GatewayOfFamily, route.Key));
        }
    }

    private const string GatewayOfFamily = "FortiOS takes gateways of the family of the route alone";

    private bool WriteHop(StaticRoute route, ConfigBlock entry, NextHop hop, Afi afi)
    {
        switch (hop)
        {
            case NextHop.Blackhole:
                entry.Set("blackhole", ["enable"], route.Origin);
                return true;
            case NextHop.Unreachable or NextHop.Prohibit:
                entry.Set("blackhole", ["enable"], route.Origin);
                Announce(route.Key, StaticSettings.NextHops, Disposition.Approximated, "FortiOS drops packets without an answer");
                return true;
            case NextHop.Recursive { Gateway: var gateway } when gateway.Afi == afi:
                entry.Set("gateway", [gateway.ToString()], route.Origin);
                Announce(route.Key, StaticSettings.NextHops, Disposition.Approximated, "FortiOS looks for the gateway on connected networks");
                return true;
            case NextHop.Via via when via.Gateway is null || via.Gateway.Value.Afi == afi:
                if (via.Gateway is { } to) entry.Set("gateway", [to.ToString()], route.Origin);
                if (via.Interface is { Length: > 0 and <= 35 } device) entry.Set("device", [device], route.Origin);
                else if (via.Interface is not null) Announce(route.Key, StaticSettings.NextHops, Disposition.Lost, "FortiOS takes names of interfaces of up to 35 characters");
                if (via.Weight is { } weight and > 0 and <= 255) entry.Set("weight", [weight.ToString(CultureInfo.InvariantCulture)], route.Origin);
                if (via.Bfd) entry.Set("bfd", ["enable"], route.Origin);
                if (via.Weight > 255 || via.Onlink || via.Vrf is not null)
                    Announce(route.Key, StaticSettings.NextHops, Disposition.Approximated, "FortiOS has no onlink, no other VRF and no large weight for a gateway");
                return true;
            default:
                Announce(route.Key, StaticSettings.NextHops, Disposition.Lost, GatewayOfFamily);
                return false;
        }
    }

    /// <summary>The VDOM of a RIB, and the number of the VRF in it.</summary>
    private (Vdom Vdom, string? Table) PlaceOf(string rib)
    {
        if (rib == Rib.Main) return (VdomOf("default"), null);
        if (!request.Configuration.Instances.Any(i => i.Vrf == rib) && rib.StartsWith("vrf", StringComparison.Ordinal)
            && uint.TryParse(rib.AsSpan(3), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 511) return (VdomOf("default"), rib[3..]);
        return (VdomOf(rib), null);
    }

    // --------------------------------------------------------------------------------------------------- others

    private void WriteOthers()
    {
        foreach (var other in request.Configuration.Others)
        {
            if (other.Kind == "vrf" && vdoms.TryGetValue(other.Name, out _)) continue;
            if (request.Target.Format == "fortios" && FortiOsSupport.Table.Find(other.Kind) is null)
                announcements.Add(new Announcement(Disposition.Lost, $"FortiOS has no {other.Kind}", other.Key));
        }
    }

    /// <summary>What was kept in FortiOS's own words.</summary>
    private void WriteCarried()
    {
        foreach (var part in request.Configuration.Carried.Where(c => c.Format == "fortios"))
        {
            var context = part.Context;
            var at = VdomOf("default").Root;
            if (context is [var first, ..] && first.StartsWith("vdom ", StringComparison.Ordinal))
            {
                at = VdomOf(first[5..]).Root;
                context = context.RemoveAt(0);
            }

            var words = CommandText.Split(part.Text);
            if (words is ["set", var attribute, ..] && !AttributeNames.IsKnown(context is [.., "config network" or "config network6", _] ? attribute + " of a network" : attribute, release))
            {
                announcements.Add(new Announcement(Disposition.Lost, $"FortiOS {release} has no {attribute}", part.Key));
                continue;
            }

            foreach (var header in context) at = Enter(at, header);
            if (words is ["edit", var key]) at.EnsureEntry(key).Said += part.Origin;
            else if (words is ["set", var name, ..]) at.Set(name, words.Skip(2), part.Origin);
        }

        if (release >= new FormatVersion(7, 2)) return;
        foreach (var vdom in vdoms.Values.Where(v => v.Root.Table("router bgp") is not null)) OldSpellings.Restore(vdom.Root.Table("router bgp")!);
    }

    /// <summary>A block by its header. Entries that are numbered anew are known by what they hold.</summary>
    private ConfigBlock Enter(ConfigBlock at, string header)
    {
        var words = CommandText.Split(header);
        if (words is ["config", ..]) return at.EnsureTable(string.Join(' ', words.Skip(1)));
        var key = words[1];
        if (at.Name is "router static" or "router static6" && statics.TryGetValue(Quoting.Quote(key), out var number)) return at.EnsureEntry(number);
        if (at.Name is "network" or "network6" or "neighbor-range" or "neighbor-range6" && IpPrefix.TryParse(key, out var prefix))
        {
            var words2 = Lists.Words(prefix);
            if (at.Entries.FirstOrDefault(e => (e.Attribute("prefix") ?? e.Attribute("prefix6"))?.Values.SequenceEqual(words2) == true) is { } found) return found;
        }

        return at.EnsureEntry(key);
    }

    private void Announce(string? path, Setting setting, Disposition disposition, string reason) => announcements.Add(new Announcement(disposition, reason, path, setting));
}
