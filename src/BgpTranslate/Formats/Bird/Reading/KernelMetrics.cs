using System.Collections.Immutable;
using BgpTranslate.Formats.Bird.Syntax;
using BgpTranslate.Model;

namespace BgpTranslate.Formats.Bird.Reading;

/// <summary>
/// Whether <c>krt_metric</c> can be followed through a filter: routes of the kernel come with it, others without, unless something on their way into the table has set it.
/// </summary>
internal sealed class KernelMetrics
{
    private readonly Symbols symbols;
    private readonly Dictionary<string, bool> functions = new(StringComparer.Ordinal);

    private KernelMetrics(Symbols symbols) => this.symbols = symbols;

    /// <summary>Nothing gives routes a metric but the filters that ask for it themselves, on the way out.</summary>
    public static bool AreLocal(BirdDraft parts, Symbols symbols)
    {
        var metrics = new KernelMetrics(symbols);
        var drafts = parts.Protocols.SelectMany(p => p.Channels.Prepend<Draft>(p).Select(d => (Draft: d, IsKernel: p.Type == "kernel"))).ToArray();
        var kernels = drafts.Where(d => d.IsKernel).Select(d => d.Draft).ToHashSet();
        return !parts.Protocols.SelectMany(p => p.Routes).Any(r => metrics.AreSet(r.Attributes))
            && !parts.InlinePolicies.Any(i => IsWayIn(i.Setting, kernels.Contains(i.Target)) && metrics.AreSet(i.Body))
            && !drafts.Any(d => d.Draft.Settings.Entries.Any(e => e.Value is PolicyUse.Named { Policy: var name } && IsWayIn(e.Setting, d.IsKernel) && symbols.Filters.TryGetValue(name, out var filter) && metrics.AreSet(filter.Body)));
    }

    private static bool IsWayIn(Setting setting, bool isKernel) => setting != FamilySettings.ExportPolicy && !(isKernel && setting == RibSettings.ExportPolicy);

    private bool AreSet(ImmutableArray<Command> commands) => !commands.IsDefault && commands.Any(IsSet);

    private bool IsSet(Command command) => command switch
    {
        Command.Block c => AreSet(c.Body),
        Command.If c => IsCalled(c.Condition) || IsSet(c.Then) || (c.Else is { } otherwise && IsSet(otherwise)),
        Command.Case c => c.Arms.Any(a => AreSet(a.Body)),
        Command.For c => IsSet(c.Body),
        Command.Assign c => c.Target is Expression.Symbol { Name: Variables.KernelMetric } || IsCalled(c.Value),
        Command.Return { Value: { } value } => IsCalled(value),
        Command.Do c => IsCalled(c.Call),
        _ => false,
    };

    /// <summary>A function that is called sets it.</summary>
    private bool IsCalled(Expression expression) => expression switch
    {
        Expression.Call call => Sets(call.Name),
        Expression.Not not => IsCalled(not.Operand),
        Expression.Binary binary => IsCalled(binary.Left) || IsCalled(binary.Right),
        _ => false,
    };

    private bool Sets(string name)
    {
        if (functions.TryGetValue(name, out var known) || !symbols.Functions.TryGetValue(name, out var function)) return known;
        functions[name] = false;
        return functions[name] = AreSet(function.Body);
    }
}
