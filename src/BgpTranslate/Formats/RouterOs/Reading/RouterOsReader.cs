using System.Collections.Immutable;
using BgpTranslate.Defaults;
using BgpTranslate.Diagnostics;
using BgpTranslate.Facts;
using BgpTranslate.Formats.RouterOs.Items;
using BgpTranslate.Formats.RouterOs.Syntax;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.RouterOs.Reading;

/// <summary>Reads a RouterOS export or script: commands into items, items into the model. What a release calls differently has one name by then.</summary>
internal sealed partial class RouterOsReader
{
    private readonly StatementLog log = new();
    private readonly List<Diagnostic> diagnostics = [];
    private readonly List<Carried> carried = [];
    private readonly List<NamedObject> others = [];
    private ItemTables tables = null!;
    private Lists lists = null!;
    private Chains chains = null!;
    private FormatVersion release;

    /// <summary>Reads a text.</summary>
    public static ReadResult Read(ReadRequest request) => new RouterOsReader().Run(request);

    private ReadResult Run(ReadRequest request)
    {
        tables = ConsoleReader.Read(request.File, log, diagnostics);
        release = request.Version ?? Releases.OfHeader(request.File.Content) ?? Releases.OfItems(tables);
        lists = new Lists(this, tables);
        chains = new Chains(this, tables, lists);
        ReadIds();
        ReadVrfs();
        ReadBfd();
        var instances = ReadInstances();
        var statics = ReadStatics();
        ReadRpki();
        ReadVpns();
        DescribeChains(instances);
        chains.ReadAll();
        lists.Close();
        var addresses = ReadAddresses();
        var configuration = new Configuration
        {
            Settings = general,
            Instances = instances,
            Policies = chains.Policies.ToImmutableDictionary(p => p.Name, StringComparer.Ordinal),
            PolicyOrder = [.. chains.Policies.Select(p => p.Name)],
            Sets = lists.Sets,
            Statics = statics,
            Addresses = addresses,
            Others = [.. others],
            Carried = [.. carried],
        };
        return new ReadResult(configuration, RouterOsDefaults.For(release), log, [.. diagnostics], [request.File]);
    }

    /// <summary>Tells the chains how they are used: what a rule does may depend on the session.</summary>
    private void DescribeChains(ImmutableArray<BgpInstance> instances)
    {
        chains.OwnNetworks = [.. instances.SelectMany(i => i.Networks.Select(n => n.Prefix)).Distinct()];
        foreach (var peer in new EffectiveConfiguration(new Configuration { Settings = general, Instances = instances }, RouterOsDefaults.For(release)).Instances.SelectMany(i => i.Peers))
        {
            var local = (peer.Get(PeerSettings.LocalAs).Value as LocalAs)?.As;
            foreach (var (setting, isExport) in new[] { (FamilySettings.ImportPolicy, false), (FamilySettings.ExportPolicy, true) })
            {
                if (peer.Get(setting, AfiSafi.Ipv4Unicast).Value is PolicyUse.Named named) chains.Describe(named.Policy, local, isExport && peer.Session == SessionType.External);
            }
        }
    }

    // ------------------------------------------------------------------------------------------------- arguments

    /// <summary>An argument that states something.</summary>
    internal void State(Argument argument) => log.Close(argument.Statement, Outcome.States);

    /// <summary>An argument without effect.</summary>
    internal void Inherent(Argument argument, string reason)
    {
        // A command that stands for the argument has been accounted for with its item.
        if (log.OutcomeOf(argument.Statement) is Outcome.Unrecognized || argument.Word is not null) log.Close(argument.Statement, new Outcome.Inherent(reason));
    }

    /// <summary>An argument outside of BGP.</summary>
    internal void OutOfScope(Argument argument, string reason) => log.Close(argument.Statement, new Outcome.OutOfScope(reason));

    /// <summary>A value that RouterOS does not take.</summary>
    internal void Bad(Argument argument, string range)
    {
        diagnostics.Add(DiagnosticCatalogue.BadValue(argument.Statement.Span, argument.Name == "tcp-md5-key" ? "its value" : $"'{argument.Value}'", range));
        log.Close(argument.Statement, new Outcome.Inherent("RouterOS refuses the value"));
    }

    /// <summary>Says something about the text.</summary>
    internal void Note(Diagnostic diagnostic) => diagnostics.Add(diagnostic);

    /// <summary>Something has no effect as a whole.</summary>
    internal void CloseAll(Item item, Outcome outcome)
    {
        foreach (var statement in item.Origin.Concat(item.Arguments.Select(a => a.Statement))) log.Close(statement, outcome);
    }

    /// <summary>A remark, or whether the item is disabled when it is not.</summary>
    internal void CloseUsual(Item item)
    {
        if (item["comment"] is { } comment) Inherent(comment, "a remark");
        if (item["disabled"] is { } disabled && !item.IsDisabled) Inherent(disabled, "it is enabled");
    }

    /// <summary>The item counts as disabled: nothing of it has an effect.</summary>
    internal bool CloseDisabled(Item item)
    {
        if (!item.IsDisabled) return false;
        CloseAll(item, new Outcome.Inherent("it is disabled"));
        return true;
    }

    /// <summary>Keeps an argument in RouterOS's own words.</summary>
    internal void Carry(string menu, string key, Argument argument, string feature, string? text = null)
    {
        State(argument);
        carried.Add(new Carried { Format = "routeros", Context = [menu, key], Text = text ?? $"{argument.Name}={Values.Quote(argument.Value)}", Feature = feature, Origin = argument.Statement });
    }

    private static Outcome Because(string reason) => new Outcome.Inherent(reason);
}
