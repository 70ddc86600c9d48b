using System.Collections.Immutable;
using System.Globalization;
using BgpTranslate.Defaults;
using BgpTranslate.Facts;
using BgpTranslate.Formats.Vyos.Tree;
using BgpTranslate.Model;
using BgpTranslate.Policy.Rules;

namespace BgpTranslate.Formats.Vyos.Writing;

/// <summary>Writes a configuration as VyOS: the model into the tree, the tree into the spelling of the release, the spelling into one of the two text forms.</summary>
internal sealed partial class VyosWriter
{
    private readonly WriteRequest request;
    private readonly FormatVersion release;
    private readonly EffectiveConfiguration effective;
    private readonly ConfigNode root = new("");
    private readonly Lists lists;
    private readonly RouteMaps routeMaps;
    private readonly Naming groupNames = Lists.NewNaming();
    private readonly InterfaceNames interfaces;
    private readonly Naming vrfNames;
    private readonly List<Announcement> announcements = [];

    private VyosWriter(WriteRequest request)
    {
        interfaces = new InterfaceNames(request.Options, announcements);
        request = request with { Configuration = interfaces.Apply(request.Configuration) };
        this.request = request;
        release = request.Target.Version;
        effective = new EffectiveConfiguration(request.Configuration, request.Target);
        var policy = root.Ensure("policy");
        lists = new Lists(policy);
        routeMaps = new RouteMaps(request.Configuration, policy, lists);
        vrfNames = new Naming(char.IsAsciiLetter, c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_', ["default", "lo"], 15);
    }

    /// <summary>Writes.</summary>
    public static WriteResult Write(WriteRequest request) => new VyosWriter(request).Run();

    private WriteResult Run()
    {
        lists.Reserve(request.Configuration.Sets);
        foreach (var set in request.Configuration.Sets) WriteSet(set);
        routeMaps.WriteAll();
        foreach (var instance in effective.Instances) WriteInstance(instance);
        WriteStatics();
        WriteOthers();
        WriteCarried();
        if (root.Find("policy") is { IsLeaf: true } empty) empty.Remove();
        if (release < new FormatVersion(1, 4)) OldForms.Rewrite(root);
        var form = request.Options.GetValueOrDefault("form", "set");
        var text = form == "boot" ? Printing.Curly(root, release) : Printing.Commands(root);
        var names = routeMaps.Renamed.Concat(lists.Renamed).Concat(groupNames.Renamed).Concat(vrfNames.Renamed).Concat(interfaces.Renamed).Concat(cacheNames);
        return new WriteResult(
            text.LineCount == 0 ? [] : [new OutputFile("", text)], [.. announcements, .. routeMaps.Announcements],
            names.GroupBy(n => n.Key).ToImmutableDictionary(g => g.Key, g => g.First().Value));
    }

    /// <summary>Named sets keep their names, used or not.</summary>
    private void WriteSet(DefinedSet set)
    {
        var name = set.Name;
        switch (set)
        {
            case PrefixSet { Kind: PrefixSetKind.AccessList, Afi: { } afi } access when lists.AccessList(SetReference<PrefixSet>.To(access), afi) is not null:
                break;
            case PrefixSet prefixes:
                foreach (var afi in new[] { Afi.Ipv4, Afi.Ipv6 }.Where(a => prefixes.Afi == a || (prefixes.Afi is null && prefixes.Entries.Any(e => e.Match.Prefix.Afi == a))))
                    lists.PrefixList(SetReference<PrefixSet>.To(prefixes with { Afi = afi, Entries = [.. prefixes.Entries.Where(e => e.Match.Prefix.Afi == afi)] }), afi);
                break;
            case AsPathSet paths:
                if (lists.AsPathList(SetReference<AsPathSet>.To(paths)) is null)
                    announcements.Add(new Announcement(Disposition.Lost, $"as-path-set {name}: VyOS has no expression for it", $"as-path-set {name}"));
                break;
            case CommunitySet communities when SetConditions.CanList(communities):
                lists.CommunityList(communities, name);
                break;
        }
    }

    // -------------------------------------------------------------------------------------------------- statics

    private void WriteStatics()
    {
        foreach (var route in request.Configuration.Statics)
        {
            var table = route.Settings.Get(StaticSettings.KernelTable);
            var at = StaticsOf(route.Rib);
            if (table is { Value: 0 or > 200 })
            {
                announcements.Add(new Announcement(Disposition.Lost, "VyOS has static routes for tables 1 to 200", route.Key));
                continue;
            }

            if (table is { } number) at = at.Ensure("table", number.Value.ToString(CultureInfo.InvariantCulture));
            at = at.Ensure(route.Prefix.Afi == Afi.Ipv4 ? "route" : "route6", route.Prefix.ToString());
            var distance = route.Settings.ValueOf(StaticSettings.Distance);
            var tag = route.Settings.Get(StaticSettings.Tag);
            var hops = route.Settings.Get(StaticSettings.NextHops);
            var origin = route.Origin + (hops?.Origin ?? Origin.None);
            foreach (var hop in hops?.Value.Hops ?? [])
            {
                ConfigNode? node = null;
                switch (hop)
                {
                    case NextHop.Blackhole:
                        node = at.Ensure("blackhole");
                        break;
                    case NextHop.Unreachable:
                        node = at.Ensure("reject");
                        break;
                    case NextHop.Prohibit:
                        node = at.Ensure("reject");
                        Announce(route.Key, StaticSettings.NextHops, Disposition.Approximated, "VyOS answers with another ICMP code (reject)");
                        break;
                    case NextHop.Recursive recursive:
                        node = at.Ensure("next-hop", recursive.Gateway.ToString());
                        Announce(route.Key, StaticSettings.NextHops, Disposition.Inherent, "VyOS resolves every gateway in the RIB");
                        break;
                    case NextHop.Via { Gateway: { } gateway } via:
                        node = at.Ensure("next-hop", gateway.ToString());
                        if (via.Interface is { } through) Lists.Put(node, origin, "interface", through);
                        if (via.Vrf is { } vrf) Lists.Put(node, origin, "vrf", vrf == "default" ? vrf : vrfNames.NameFor("vrf", vrf));
                        if (via.Bfd) Lists.Put(node, origin, "bfd");
                        break;
                    case NextHop.Via { Interface: { } link } via:
                        node = at.Ensure("interface", link);
                        if (via.Vrf is { } vrf2) Lists.Put(node, origin, "vrf", vrf2 == "default" ? vrf2 : vrfNames.NameFor("vrf", vrf2));
                        break;
                }

                if (node is null) continue;
                node.Said += origin;
                if (hop is NextHop.Via { Weight: not null } or NextHop.Via { Onlink: true } or NextHop.Via { Gateway: null, Bfd: true })
                    Announce(route.Key, StaticSettings.NextHops, Disposition.Approximated, "VyOS has no weight, onlink or BFD for this next hop");
                if (distance > 1) Lists.Put(node, origin, "distance", distance.ToString(CultureInfo.InvariantCulture));
                if (tag is not { } marked) continue;
                if (hop is NextHop.Blackhole or NextHop.Unreachable or NextHop.Prohibit) Lists.Put(node, marked.Origin, "tag", marked.Value.ToString(CultureInfo.InvariantCulture));
                else Announce(route.Key, StaticSettings.Tag, Disposition.Lost, "only blackhole and reject routes have a tag");
            }
        }
    }

    private ConfigNode StaticsOf(string rib) => rib == Rib.Main ? root.Ensure("protocols", "static") : VrfOf(rib).Ensure("protocols", "static");

    /// <summary>A VRF needs a table number of its own.</summary>
    private ConfigNode VrfOf(string vrf)
    {
        var name = vrfNames.NameFor("vrf", vrf);
        var node = root.Ensure("vrf", "name", name);
        if (node.Find("table") is not null) return node;
        var said = request.Configuration.Others.FirstOrDefault(o => o.Kind == "vrf" && o.Name == vrf)?.Settings.Get(OtherSettings.VrfTable);
        if (said is { } table && uint.TryParse(table.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 100 and <= 65535)
        {
            Lists.Put(node, table.Origin, "table", table.Value);
            return node;
        }

        var taken = request.Configuration.Others.Where(o => o.Kind == "vrf").Select(o => o.Settings.ValueOf(OtherSettings.VrfTable))
            .Concat((root.Find("vrf", "name")?.Children ?? []).Select(v => v.Find("table")?.Children.FirstOrDefault()?.Word)).ToHashSet();
        number = 100;
        while (taken.Contains(number.ToString(CultureInfo.InvariantCulture))) number++;
        Lists.Put(node, Origin.None, "table", number.ToString(CultureInfo.InvariantCulture));
        if (said is null) announcements.Add(new Announcement(Disposition.Inherent, $"VyOS wants a table number for VRF {name}; {number} is free here", $"vrf {vrf}"));
        else Announce($"vrf {vrf}", OtherSettings.VrfTable, Disposition.Approximated, $"VyOS takes table numbers from 100 on; VRF {name} gets {number}");
        return node;
    }

    // --------------------------------------------------------------------------------------------------- others

    private void WriteOthers()
    {
        foreach (var other in request.Configuration.Others)
        {
            switch (other.Kind)
            {
                case "vrf":
                    VrfOf(other.Name).Said += other.Origin;
                    break;
                case "bfd-profile":
                    WriteBfd(root.Ensure("protocols", "bfd", "profile", other.Name.Length > 32 ? other.Name[..32] : other.Name), other);
                    break;
                case "bfd-peer":
                    WriteBfdPeer(other);
                    break;
                case "rpki-cache":
                    WriteCache(other);
                    break;
                case "rpki" when other.Name == Rib.Main:
                    break;
                default:
                    announcements.Add(new Announcement(Disposition.Lost, $"VyOS has no {other.Kind}", other.Key));
                    break;
            }
        }

        WriteCacheTimers();
    }

    private void WriteBfd(ConfigNode node, NamedObject session)
    {
        node.Said += session.Origin;
        WriteTerms(node, Vocabulary.BfdTerms.All, session);
        foreach (var option in session.Settings.ValueOf(OtherSettings.Options)?.Split('\n') ?? [])
        {
            var origin = session.Settings.Get(OtherSettings.Options)!.Value.Origin;
            switch (option.Split(' '))
            {
                case ["profile", var profile] when session.Kind == "bfd-peer": Lists.Put(node, origin, "profile", profile); break;
                case ["shutdown"]: Lists.Put(node, origin, "shutdown"); break;
                case ["echo-interval", var interval]: Lists.Put(node, origin, "interval", "echo-interval", interval); break;
                default: Announce(session.Key, OtherSettings.Options, Disposition.Lost, $"VyOS's BFD has no '{option}'"); break;
            }
        }
    }

    private void WriteBfdPeer(NamedObject peer)
    {
        var words = peer.Name.Split(' ');
        var node = root.Ensure("protocols", "bfd", "peer", words[0]);
        node.Said += peer.Origin;
        for (var i = 1; i < words.Length; i++)
        {
            switch (words[i])
            {
                case "multihop": Lists.Put(node, peer.Origin, "multihop"); break;
                case "local-address" when i + 1 < words.Length: Lists.Put(node, peer.Origin, "source", "address", words[++i]); break;
                case "interface" when i + 1 < words.Length: Lists.Put(node, peer.Origin, "source", "interface", words[++i]); break;
                case "vrf" when i + 1 < words.Length: Lists.Put(node, peer.Origin, "vrf", words[++i]); break;
            }
        }

        WriteBfd(node, peer);
    }

    /// <summary>VyOS knows caches by host and port.</summary>
    private readonly Dictionary<string, string> cacheNames = new(StringComparer.Ordinal);

    private void WriteCache(NamedObject cache)
    {
        var host = cache.Settings.ValueOf(OtherSettings.RpkiHost) ?? cache.Name.Split(' ')[0];
        var name = $"{host} {cache.Settings.Get(OtherSettings.RpkiPort)?.Value ?? 323}";
        if (cache.Name != name) cacheNames.TryAdd(cache.Key, name);
        var node = root.Ensure("protocols", "rpki", "cache", host);
        node.Said += cache.Origin;
        WriteTerms(node, Vocabulary.RpkiTerms.Cache, cache);
        if (cache.Settings.Has(OtherSettings.Options)) Announce(cache.Key, OtherSettings.Options, Disposition.Lost, "VyOS has no source address for an RPKI cache");
        if (node.Find("port") is null)
        {
            Lists.Put(node, Origin.None, "port", "323");
            Announce(cache.Key, OtherSettings.RpkiPort, Disposition.Inherent, "VyOS wants the port said (RFC 8210: 323)");
        }

        if (node.Find("preference") is not null) return;
        var order = (root.Find("protocols", "rpki", "cache")?.Children.Count ?? 1).ToString(CultureInfo.InvariantCulture);
        Lists.Put(node, Origin.None, "preference", order);
        Announce(cache.Key, OtherSettings.RpkiPreference, Disposition.Inherent, "VyOS wants a preference for each cache; they are numbered in their order");
    }

    private void WriteCacheTimers()
    {
        var said = request.Configuration.Others.FirstOrDefault(o => o.Kind == "rpki" && o.Name == Rib.Main);
        var timers = new NamedObject { Kind = "rpki", Name = Rib.Main, Settings = CacheTimers.Of(said, Rib.Main, [.. request.Configuration.Others.Where(o => o.Kind == "rpki-cache")], "VyOS", announcements) };
        if (timers.Settings.Entries.Count > 0) WriteTerms(root.Ensure("protocols", "rpki"), Vocabulary.RpkiTerms.Timers, timers);
    }

    private void WriteTerms(ConfigNode at, IReadOnlyList<Vocabulary.Term> terms, NamedObject of)
    {
        foreach (var term in terms)
        {
            if (!of.Settings.TryGet(term.Setting, out var value, out var origin)) continue;
            var lines = term.Write(value, new Vocabulary.TermContext(s => of.Settings.TryGet(s, out var v, out _) ? v : null, routeMaps, lists, null)).ToArray();
            foreach (var words in lines) Lists.Put(at, origin, [.. term.Words, .. words]);
            if (lines.Length == 0 && value is not false) Announce(of.Key, term.Setting, Disposition.Lost, $"VyOS cannot say {Setting.Format(value)} here");
        }
    }

    /// <summary>What was kept in VyOS's own words.</summary>
    private void WriteCarried()
    {
        foreach (var part in request.Configuration.Carried.Where(c => c.Format == "vyos"))
        {
            string[] path = [.. part.Context.SelectMany(Words.Split), .. Words.Split(part.Text)];
            if (release >= new FormatVersion(1, 4) && path[..^1] is [.., "ssh", "private-key-file" or "public-key-file" or "known-hosts-file"])
            {
                announcements.Add(new Announcement(Disposition.Lost, "VyOS 1.4 keeps SSH keys in its key store, not in files", part.Key));
                continue;
            }

            if (path is ["vrf", "name", var vrf, ..]) path[2] = vrfNames.NameFor("vrf", vrf);
            Lists.Put(root, part.Origin, path);
        }
    }

    private void Announce(string path, Setting setting, Disposition disposition, string reason) => announcements.Add(new Announcement(disposition, reason, path, setting));
}
