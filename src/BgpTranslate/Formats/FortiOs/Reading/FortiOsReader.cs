using System.Collections.Immutable;
using BgpTranslate.Diagnostics;
using BgpTranslate.Formats.FortiOs.Syntax;
using BgpTranslate.Formats.FortiOs.Tree;
using BgpTranslate.Formats.FortiOs.Vocabulary;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.FortiOs.Reading;

/// <summary>Reads a FortiOS configuration: the commands one after another into blocks, the blocks of each VDOM into the model.</summary>
internal sealed partial class FortiOsReader
{
    /// <summary>The VDOM that a FortiGate without further ones has.</summary>
    public const string RootVdom = "root";

    private readonly StatementLog log = new();
    private readonly List<Diagnostic> diagnostics = [];
    private readonly List<Carried> carried = [];
    private readonly HashSet<(string Kind, string Name)> reportedMissing = [];
    private readonly HashSet<ConfigAttribute> reportedBad = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<(string Table, string Name)> taken = [];
    private ConfigBlock root = null!;
    private ConfigBlock global = null!;
    private string vrf = "default";

    /// <summary>Reads a text.</summary>
    public static ReadResult Read(ReadRequest request) => new FortiOsReader().Run(request);

    private ReadResult Run(ReadRequest request)
    {
        var chosen = request.Options.GetValueOrDefault("vdom");
        var evaluation = Evaluation.Of(request.File, log, diagnostics, chosen);
        var platform = FortiOsDefaults.For(request.Version ?? Releases.Of(request.File.Content));
        if (evaluation.Placeholder is { } placeholder)
        {
            return new ReadResult(new Configuration(), platform, new StatementLog(), [], [request.File])
            {
                Refusal = DiagnosticCatalogue.InputFormat(placeholder, "this is a template, no configuration: render it first"),
            };
        }

        global = evaluation.Global;
        if (chosen is not null && !evaluation.Vdoms.ContainsKey(chosen) && chosen != RootVdom)
            diagnostics.Add(DiagnosticCatalogue.SourceNote(null, $"there is no VDOM '{chosen}' here"));
        var instances = ImmutableArray.CreateBuilder<BgpInstance>();
        ReadVdom(evaluation.Global, "default", instances);
        foreach (var (name, block) in evaluation.Vdoms.OrderBy(v => v.Key != RootVdom)) ReadVdom(block, name == RootVdom || name == chosen ? "default" : name, instances);
        var configuration = new Configuration
        {
            Instances = instances.ToImmutable(),
            Policies = policies.ToImmutableDictionary(p => p.Name, StringComparer.Ordinal),
            PolicyOrder = [.. policies.Select(p => p.Name)],
            Sets = [.. sets],
            Statics = ReadStatics(),
            Addresses = [.. addresses],
            Carried = [.. carried],
        };
        evaluation.Close();
        return new ReadResult(configuration, platform, log, [.. diagnostics], [request.File]);
    }

    private void ReadVdom(ConfigBlock block, string name, ImmutableArray<BgpInstance>.Builder instances)
    {
        (root, vrf) = (block, name);
        ForgetLists();
        ReadSets();
        ReadRouteMaps();
        if (root.Table("router bgp") is { } bgp && ReadInstance(bgp) is { } instance)
        {
            // Outside of VDOMs and in the VDOM root stands one and the same router.
            if (instances.Any(i => i.Vrf == instance.Vrf)) diagnostics.Add(DiagnosticCatalogue.SourceNote(bgp.Said.First?.Span, "BGP is configured outside of the VDOMs and inside of one"));
            else instances.Add(instance);
        }

        CollectStatics();
        ReadOthers();
        foreach (var table in root.Tables) taken.UnionWith(table.Entries.Select(e => (table.Name, e.Name)));
    }

    // --------------------------------------------------------------------------------------------- what clauses ask for

    /// <summary>A value that FortiOS does not take.</summary>
    internal void Bad(ConfigAttribute attribute, string value, string range)
    {
        attribute.Outcome = new Outcome.Inherent($"FortiOS refuses '{value}'");
        if (reportedBad.Add(attribute) && attribute.Said.First is { } statement) diagnostics.Add(DiagnosticCatalogue.BadValue(statement.Span, $"'{value}'", range));
    }

    /// <summary>Something that FortiOS refuses.</summary>
    internal void Refuse(Origin what, string reason)
    {
        if (what.First is { } statement) diagnostics.Add(DiagnosticCatalogue.Refused(statement.Span, reason));
    }

    /// <summary>The policy of a name; without it nothing passes.</summary>
    internal PolicyUse PolicyNamed(string name, Origin use)
    {
        if (root.Table("router route-map")?.Entry(name) is null) Missing("route-map", name, use, "nothing passes");
        return new PolicyUse.Named(Unique("router route-map", name));
    }

    /// <summary>The prefix set of a name.</summary>
    internal SetReference<PrefixSet> PrefixSetNamed(PrefixSetKind kind, Afi afi, string name, Origin use, string effect)
    {
        if (prefixSets.TryGetValue((kind, afi, name), out var set)) return SetReference<PrefixSet>.To(set);
        Missing((kind == PrefixSetKind.AccessList ? "access-list" : "prefix-list") + (afi == Afi.Ipv6 ? "6" : ""), name, use, effect);
        return SetReference<PrefixSet>.Dangling(name);
    }

    /// <summary>The AS-path set of a name.</summary>
    internal SetReference<AsPathSet> AsPathSetNamed(string name, Origin use, string effect)
    {
        if (asPathSets.TryGetValue(name, out var set)) return SetReference<AsPathSet>.To(set);
        Missing("aspath-list", name, use, effect);
        return SetReference<AsPathSet>.Dangling(name);
    }

    private void Missing(string kind, string name, Origin use, string effect)
    {
        if (reportedMissing.Add((kind, name))) diagnostics.Add(DiagnosticCatalogue.Undefined(use.First?.Span, kind, name, effect));
    }

    /// <summary>The name of something that another VDOM has defined under the same name: with the VDOM behind it.</summary>
    private string Unique(string table, string name) => taken.Contains((table, name)) ? $"{name}@{vrf}" : name;

    // -------------------------------------------------------------------------------------------------- reading parts

    /// <summary>Everything that the terms can say in a block.</summary>
    private Settings ReadTerms(ConfigBlock block, IReadOnlyList<Term> terms, Settings settings, AfiSafi? family = null)
    {
        foreach (var term in terms)
        {
            var clause = new Clause(this, block, family);
            var value = term.Read(clause);
            if (value is not null && clause.IsSound) settings = settings.WithValue(term.Setting, value, clause.Origin);
        }

        return settings;
    }

    /// <summary>Keeps attributes that the model has no terms for in FortiOS's words; those that say what holds anyway say nothing.</summary>
    private void CarryAttributes(ConfigBlock block, IReadOnlyDictionary<string, (string Feature, string Default)> features)
    {
        foreach (var attribute in block.Attributes)
        {
            if (attribute.Outcome is not null || !features.TryGetValue(attribute.Name, out var known)) continue;
            if (string.Concat(attribute.Values) == known.Default) attribute.Outcome = new Outcome.Inherent("it says what holds anyway");
            else Carry(block, attribute, known.Feature);
        }
    }

    /// <summary>Keeps a block and all in it in FortiOS's words.</summary>
    private void CarryAll(ConfigBlock block, string feature)
    {
        foreach (var part in block.WithBlocksBelow())
        {
            foreach (var attribute in part.Attributes) Carry(part, attribute, feature);
            if (!part.IsEmpty || part.Parent?.Table(part.Name) == part) continue;
            part.Outcome = Outcome.States;
            AddCarried(ContextOf(part.Parent!), CommandText.Edit(part.Parent!.Name, part.Name), feature, part.Said);
        }
    }

    private void Carry(ConfigBlock block, ConfigAttribute attribute, string feature) => Carry(ContextOf(block), attribute, feature);

    private void Carry(ImmutableArray<string> context, ConfigAttribute attribute, string feature)
    {
        attribute.Outcome = Outcome.States;
        AddCarried(context, CommandText.Set(attribute), feature, attribute.Said);
    }

    private void AddCarried(ImmutableArray<string> context, string text, string feature, Origin origin) =>
        carried.Add(new Carried { Format = "fortios", Context = vrf == "default" ? context : context.Insert(0, $"vdom {vrf}"), Text = text, Feature = feature, Origin = origin });

    private static ImmutableArray<string> ContextOf(ConfigBlock block)
    {
        var context = new List<string>();
        for (var at = block; at.Parent is { } parent; at = parent)
            context.Add(parent.Table(at.Name) == at ? CommandText.Config(at.Name) : CommandText.Edit(parent.Name, at.Name));
        context.Reverse();
        return [.. context];
    }

    private static void CloseAll(ConfigBlock block, Outcome outcome)
    {
        foreach (var part in block.WithBlocksBelow())
        {
            part.Outcome ??= outcome;
            foreach (var attribute in part.Attributes) attribute.Outcome ??= outcome;
        }
    }

    /// <summary>Nothing of a block counts, whatever was read of it.</summary>
    private void RefuseAll(ConfigBlock block, string reason)
    {
        Refuse(block.Said, reason);
        foreach (var part in block.WithBlocksBelow())
        {
            part.Outcome = new Outcome.Inherent($"FortiOS refuses it: {reason}");
            foreach (var attribute in part.Attributes) attribute.Outcome = part.Outcome;
        }
    }
}
