using System.Collections.Immutable;
using System.Globalization;
using BgpTranslate.Diagnostics;
using BgpTranslate.Formats.Vyos.Syntax;
using BgpTranslate.Formats.Vyos.Tree;
using BgpTranslate.Formats.Vyos.Vocabulary;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Vyos.Reading;

/// <summary>Reads a VyOS configuration: text into the tree, old spellings into current ones, the tree into the model.</summary>
internal sealed partial class VyosReader
{
    private readonly StatementLog log = new();
    private readonly List<Diagnostic> diagnostics = [];
    private readonly List<Carried> carried = [];
    private readonly HashSet<(string Kind, string Name)> reportedMissing = [];
    private ConfigNode root = null!;

    /// <summary>Reads a text.</summary>
    public static ReadResult Read(ReadRequest request) => new VyosReader().Run(request);

    private ReadResult Run(ReadRequest request)
    {
        var tree = new ConfigTree(log);
        if (TextForm.IsCurly(request.File.Content)) CurlyForm.Read(request.File, tree, log, diagnostics);
        else SetCommands.Read(request.File, tree, log, diagnostics);
        root = tree.Root;
        var isOld = OldSpellings.AsNumberTag(root) is not null;
        var release = request.Version ?? Releases.Of(request.File.Content, isOld);
        foreach (var extra in OldSpellings.Modernize(root))
            RefuseAll(extra, $"a router has one AS number; this one has it under another ({extra.Word})");

        ReadSets();
        ReadRouteMaps();
        var instances = ReadInstances();
        var configuration = new Configuration
        {
            Instances = instances,
            Policies = policies.ToImmutableDictionary(p => p.Name, StringComparer.Ordinal),
            PolicyOrder = [.. policies.Select(p => p.Name)],
            Sets = [.. sets],
            Statics = ReadStatics(),
            Addresses = ReadAddresses(),
            Others = ReadOthers(),
            Carried = [.. carried],
        };
        CloseRest();
        tree.Close();
        return new ReadResult(configuration, VyosDefaults.For(release), log, [.. diagnostics], [request.File]);
    }

    // --------------------------------------------------------------------------------------------- what clauses ask for

    /// <summary>A value that VyOS does not take.</summary>
    internal void Bad(Clause clause, string text, string range)
    {
        if (clause.IsSound) diagnostics.Add(DiagnosticCatalogue.BadValue(SpanOf(clause.Node), $"'{text}'", range));
        clause.Spoil($"VyOS refuses '{text}'");
    }

    /// <summary>A part that VyOS refuses.</summary>
    internal void Refuse(Clause clause, string reason)
    {
        if (clause.IsSound) diagnostics.Add(DiagnosticCatalogue.Refused(SpanOf(clause.Node), reason));
        clause.Spoil($"VyOS refuses it: {reason}");
    }

    /// <summary>The policy of a name. VyOS refuses a commit without it; FRR lets nothing pass.</summary>
    internal PolicyUse PolicyNamed(Clause clause, string name)
    {
        if (root.Find("policy", "route-map", name) is null) Missing("route-map", name, clause.Origin, "nothing passes");
        return new PolicyUse.Named(name);
    }

    /// <summary>The prefix set of a name.</summary>
    internal SetReference<PrefixSet> PrefixSetNamed(Clause clause, PrefixSetKind kind, Afi afi, string name, bool isFilter = false)
    {
        if (prefixSets.TryGetValue((kind, afi, name), out var set)) return SetReference<PrefixSet>.To(set);
        Missing(kind == PrefixSetKind.AccessList ? "access-list" : afi == Afi.Ipv4 ? "prefix-list" : "prefix-list6", name, clause.Origin, isFilter ? "nothing passes" : "no route matches");
        return SetReference<PrefixSet>.Dangling(name);
    }

    /// <summary>The AS-path set of a name.</summary>
    internal SetReference<AsPathSet> AsPathSetNamed(Clause clause, string name, bool isFilter = false)
    {
        if (asPathSets.TryGetValue(name, out var set)) return SetReference<AsPathSet>.To(set);
        Missing("as-path-list", name, clause.Origin, isFilter ? "nothing passes" : "no route matches");
        return SetReference<AsPathSet>.Dangling(name);
    }

    private SetReference<CommunitySet> CommunitySetNamed(Clause clause, CommunityKind kind, string name)
    {
        if (communitySets.TryGetValue((kind, name), out var set)) return SetReference<CommunitySet>.To(set);
        Missing(ListWord(kind), name, clause.Origin, "no route matches");
        return SetReference<CommunitySet>.Dangling(name);
    }

    private void Missing(string kind, string name, Origin use, string effect)
    {
        if (reportedMissing.Add((kind, name))) diagnostics.Add(DiagnosticCatalogue.Undefined(use.First?.Span, kind, name, effect));
    }

    // -------------------------------------------------------------------------------------------------- reading parts

    /// <summary>Everything that the terms can say below a node.</summary>
    private Settings ReadTerms(ConfigNode at, IReadOnlyList<Term> terms, Settings settings, AfiSafi? family = null)
    {
        foreach (var term in terms)
        {
            if (at.Find(term.Words) is not { } node) continue;
            var clause = new Clause(this, node, family);
            var value = term.Read(clause);
            for (var part = node.IsLeaf ? node.Parent! : node; part != at; part = part.Parent!) part.Outcome ??= Outcomes.Groups;
            if (value is not null && clause.IsSound) settings = settings.WithValue(term.Setting, value, clause.Origin);
        }

        return settings;
    }

    /// <summary>Keepalive and hold time take effect together alone: VyOS prints them in one line (vyos.md §8).</summary>
    private Settings ReadTimers(ConfigNode at, Settings settings)
    {
        if (at.Find("timers") is not { } timers) return settings;
        timers.Outcome ??= Outcomes.Groups;
        var (keepalive, hold) = (timers.Find("keepalive"), timers.Find("holdtime"));
        if (keepalive is null && hold is null) return settings;
        if (keepalive is null || hold is null)
        {
            var alone = (keepalive ?? hold)!;
            var reason = "keepalive and holdtime take effect together alone";
            if (!alone.Origin.IsNone) diagnostics.Add(DiagnosticCatalogue.SourceNote(SpanOf(alone), reason));
            CloseAll(alone, new Outcome.Inherent(reason));
            return settings;
        }

        var (k, h) = (new Clause(this, keepalive), new Clause(this, hold));
        var (kValue, hValue) = (k.Number(1, 65535), h.Number(0, 65535));
        if (kValue is not { } seconds || hValue is not { } holdSeconds)
        {
            foreach (var half in new[] { keepalive, hold }.Where(n => n.Children.All(c => c.Outcome is null or Outcome.Stated)))
                CloseAll(half, new Outcome.Inherent("keepalive and holdtime take effect together alone"));
            return settings;
        }

        // One line in the end: each half rests on both.
        var origin = k.Origin + h.Origin;
        return settings.With(PeerSettings.Keepalive, seconds, origin).With(PeerSettings.HoldTime, holdSeconds, origin);
    }

    /// <summary>Keeps what the model has no terms for in VyOS's words, leaf by leaf.</summary>
    private void Carry(ConfigNode part, string feature, ConfigNode context)
    {
        string[] above = [.. context.Path];
        foreach (var node in part.Below().Prepend(part))
        {
            if (!node.IsLeaf)
            {
                node.Outcome = Outcomes.Groups;
                continue;
            }

            node.Outcome = Outcome.States;
            if (node.Said.IsNone) continue;
            carried.Add(new Carried { Format = "vyos", Context = [Words.Join(above)], Text = Words.Join(node.Path.Skip(above.Length)), Feature = feature, Origin = node.Said });
        }
    }

    private static void CloseAll(ConfigNode part, Outcome outcome)
    {
        foreach (var node in part.Below().Prepend(part)) node.Outcome = outcome;
    }

    private void RefuseAll(ConfigNode part, string reason)
    {
        if (part.Origin.First is { } first) diagnostics.Add(DiagnosticCatalogue.Refused(first.Span, reason));
        CloseAll(part, new Outcome.Inherent($"VyOS refuses it: {reason}"));
        foreach (var node in part.Below().Prepend(part))
        {
            // It may have been taken out of the tree.
            foreach (var statement in node.Said) log.Close(statement, node.Outcome!);
        }
    }

    private static Text.Span SpanOf(ConfigNode node) => (node.Origin.First ?? Above(node))!.Span;

    private static Statement? Above(ConfigNode node)
    {
        for (var n = node; n is not null; n = n.Parent)
        {
            if (n.Origin.First is { } statement) return statement;
        }

        return null;
    }

    /// <summary>Headers that only lead somewhere, and paths that no release has.</summary>
    private void CloseRest()
    {
        foreach (var node in root.Below())
        {
            if (node.Outcome is not null) continue;
            if (Group(node)) node.Outcome = Outcomes.Groups;
            else if (RealSpelling(node) is { } real && node.Origin.First is { } first)
                diagnostics.Add(DiagnosticCatalogue.SourceNote(first.Span, $"no release of VyOS has '{node}'; it is spelled '{real}'"));
        }
    }

    private static bool Group(ConfigNode node) => node.Path switch
    {
        ["protocols" or "policy" or "vrf" or "system"] => true,
        ["protocols", "bgp" or "static" or "bfd" or "rpki"] => true,
        ["vrf", "name"] or ["vrf", "name", _, "protocols"] or ["vrf", "name", _, "protocols", "bgp" or "static"] or ["vrf", "name", _, "ip" or "ipv6"] => true,
        ["system", "ip" or "ipv6" or "frr"] => true,
        _ => false,
    };

    private static string? RealSpelling(ConfigNode node) => node.Path switch
    {
        ["protocols", "bgp", "group"] => "protocols bgp peer-group",
        ["protocols", "bgp", "listen-range"] => "protocols bgp listen range",
        ["protocols", "bgp", "router-id"] => "protocols bgp parameters router-id",
        ["protocols", "bgp", "neighbor", _, "nexthop-self" or "route-map" or "soft-reconfiguration"] => "neighbor … address-family … " + node.Word,
        _ => null,
    };

    private static bool TryNumber(string text, uint low, uint high, out uint number) =>
        uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= low && number <= high;
}
