using BgpTranslate.Model;

namespace BgpTranslate.Formats.Bird.Reading;

/// <summary>A configuration as it is written: its parts in their order, before names are resolved.</summary>
internal sealed class BirdDraft
{
    private readonly Dictionary<string, ProtocolDraft> byName = new(StringComparer.Ordinal);

    /// <summary>Protocols and templates.</summary>
    public List<ProtocolDraft> Protocols { get; } = [];

    /// <summary>Policies written in place.</summary>
    public List<InlinePolicy> InlinePolicies { get; } = [];

    /// <summary>What is kept word for word.</summary>
    public List<Carried> Carried { get; } = [];

    /// <summary>Tables.</summary>
    public List<Rib> Ribs { get; } = [];

    /// <summary>Named sets.</summary>
    public List<DefinedSet> Sets { get; } = [];

    /// <summary>BFD and RPKI.</summary>
    public List<(string Kind, Draft Draft, string Name, Origin Origin)> Others { get; } = [];

    /// <summary>ROA entries of 1.x tables.</summary>
    public List<(string Text, string Table, Statement Statement)> Roas { get; } = [];

    /// <summary>What is said about the router.</summary>
    public Draft Router { get; } = new();

    /// <summary>What is said about BGP as a whole.</summary>
    public Draft Instance { get; } = new();

    /// <summary>Statements that have no effect unless something uses them, with the reason to give.</summary>
    public Dictionary<Statement, string> Dependent { get; } = [];

    /// <summary>Statements that a later one overrides.</summary>
    public IEnumerable<Statement> Overridden => Protocols.SelectMany(p => p.Channels.SelectMany(c => c.Overridden).Concat(p.Overridden)).Concat(Router.Overridden).Concat(Instance.Overridden);

    /// <summary>The protocol or template that has a name now; the last one of those that share it.</summary>
    public ProtocolDraft? Named(string name) => byName.GetValueOrDefault(name);

    /// <summary>Gives a protocol or template its name.</summary>
    public void Name(ProtocolDraft protocol) => byName[protocol.Name] = protocol;
}
