using BgpTranslate.Formats.Bird.Syntax;
using BgpTranslate.Model;
using BgpTranslate.Model.RoutePolicies;

namespace BgpTranslate.Formats.Bird.Reading;

/// <summary>The names of a configuration: BIRD has one name space for all of them (bird.md §2).</summary>
internal sealed class Symbols
{
    /// <summary>Constants by name.</summary>
    public Dictionary<string, Value> Constants { get; } = new(StringComparer.Ordinal);

    /// <summary>What constants stand for whose values are not known.</summary>
    public Dictionary<string, Expression> Definitions { get; } = new(StringComparer.Ordinal);

    /// <summary>Functions by name.</summary>
    public Dictionary<string, Function> Functions { get; } = new(StringComparer.Ordinal);

    /// <summary>Filters by name.</summary>
    public Dictionary<string, Filter> Filters { get; } = new(StringComparer.Ordinal);

    /// <summary>Routing tables by name, with what they hold.</summary>
    public Dictionary<string, string> Tables { get; } = new(StringComparer.Ordinal);

    /// <summary>The family of a ROA table that is the only one of its family; null for any other.</summary>
    public Afi? OnlyRoaTableOf(string table) => Tables.GetValueOrDefault(table) switch
    {
        "roa4" when Tables.Values.Count(k => k == "roa4") == 1 => Afi.Ipv4,
        "roa6" when Tables.Values.Count(k => k == "roa6") == 1 => Afi.Ipv6,
        _ => null,
    };

    /// <summary>Routes of the kernel alone come with a <c>krt_metric</c>.</summary>
    public bool MetricsAreLocal { get; set; }

    /// <summary>Route attributes of the user's own.</summary>
    public HashSet<string> Attributes { get; } = new(StringComparer.Ordinal);
}

/// <summary>The variables that a piece of a filter sees, and how old what they were read from is.</summary>
internal sealed class Variables
{
    private readonly Dictionary<string, (Value Value, int Clock)> values;

    private Variables(Dictionary<string, (Value, int)> values) => this.values = values;

    /// <summary>No variables.</summary>
    public Variables()
        : this(new Dictionary<string, (Value, int)>(StringComparer.Ordinal))
    {
    }

    /// <summary>What a filter starts with where <see cref="KernelMetrics"/> are local: <c>krt_metric</c> is there on routes of the kernel alone (sysdep/linux/netlink.c).</summary>
    public static Variables OfFilter(Symbols symbols)
    {
        var variables = new Variables();
        if (symbols.MetricsAreLocal)
            variables.SetMetric(new Value.Choice(new Condition.SourceIs([RouteSource.Kernel]), RouteParts.None, new Value.Attribute(KernelMetric), new Value.Missing()));
        return variables;
    }

    /// <summary>The attribute that is followed like a variable.</summary>
    public const string KernelMetric = "krt_metric";

    /// <summary>No variable has this name.</summary>
    private const string MetricKey = " krt_metric";

    /// <summary>What <c>krt_metric</c> is; null where that is not followed. Every command that sets it says so, and no other changes it.</summary>
    public Value? Metric => values.GetValueOrDefault(MetricKey).Value;

    /// <summary>Says what <c>krt_metric</c> is. A value that nobody can follow is there all the same.</summary>
    public void SetMetric(Value value) => Set(MetricKey, value, 0);

    /// <summary>A copy for a branch.</summary>
    public Variables Fork() => new(new Dictionary<string, (Value, int)>(values, StringComparer.Ordinal));

    /// <summary>Sets a variable.</summary>
    public void Set(string name, Value value, int clock) => values[name] = (value, clock);

    /// <summary>True for a variable.</summary>
    public bool Has(string name) => values.ContainsKey(name);

    /// <summary>The value of a variable; not known when the route has changed since in what it depends on.</summary>
    public Value? Get(string name, RouteClock clock) =>
        !values.TryGetValue(name, out var entry) ? null
        : clock.ChangedSince(entry.Value.Reads, entry.Clock) ? new Value.Unknown($"'{name}' was computed before the route changed") { Origin = entry.Value.Origin }
        : entry.Value;

    /// <summary>Takes over what two branches made of the variables.</summary>
    public void Join(Condition condition, RouteParts parts, Variables then, Variables otherwise, int clock)
    {
        foreach (var name in values.Keys.ToArray())
        {
            var (a, b) = (then.values[name], otherwise.values[name]);
            if (ReferenceEquals(a.Value, b.Value)) values[name] = a;
            else values[name] = (Choose(condition, parts, a.Value, b.Value), clock);
        }
    }

    /// <summary>Takes over what a branch made of the variables.</summary>
    public void Take(Variables branch)
    {
        foreach (var name in values.Keys.ToArray()) values[name] = branch.values[name];
    }

    /// <summary>Forgets variables whose values could differ.</summary>
    public void Forget(Variables other)
    {
        foreach (var (name, (value, _)) in other.values)
        {
            if (values.TryGetValue(name, out var mine) && !ReferenceEquals(mine.Value, value))
                values[name] = (new Value.Unknown($"'{name}' has several values here") { Origin = mine.Value.Origin + value.Origin }, 0);
        }
    }

    /// <summary>One of two values, simplified.</summary>
    public static Value Choose(Condition condition, RouteParts parts, Value then, Value otherwise)
    {
        if (condition is Condition.Constant constant) return constant.Value ? then : otherwise;
        if (then.Equals(otherwise)) return then with { Origin = then.Origin + otherwise.Origin };
        if (then is not Value.Truth a || otherwise is not Value.Truth b) return new Value.Choice(condition, parts, then, otherwise) { Origin = then.Origin + otherwise.Origin };
        var not = Conditions.Not(condition);
        var result = (a.Constant, b.Constant) switch
        {
            (true, true) => Condition.True,
            (false, false) => Condition.False,
            (true, false) => condition,
            (false, true) => not,
            (true, null) => Conditions.Or(condition, b.Value),
            (null, false) => Conditions.And(condition, a.Value),
            (false, null) => Conditions.And(not, b.Value),
            (null, true) => Conditions.Or(not, a.Value),
            _ => Conditions.Or(Conditions.And(condition, a.Value), Conditions.And(not, b.Value)),
        };
        return new Value.Truth(result, parts | a.Parts | b.Parts) { Origin = a.Origin + b.Origin };
    }
}

/// <summary>Counts the commands of a policy that change the route, so that values read before are known to be stale.</summary>
internal sealed class RouteClock
{
    private readonly int[] changed = new int[10];

    /// <summary>Commands so far.</summary>
    public int Now { get; private set; }

    /// <summary>A command changes these parts.</summary>
    public void Change(RouteParts parts)
    {
        Now++;
        for (var i = 0; i < changed.Length; i++)
        {
            if (((int)parts >> i & 1) != 0) changed[i] = Now;
        }
    }

    /// <summary>True when one of the parts has been changed after that time.</summary>
    public bool ChangedSince(RouteParts parts, int time)
    {
        for (var i = 0; i < changed.Length; i++)
        {
            if (((int)parts >> i & 1) != 0 && changed[i] > time) return true;
        }

        return false;
    }
}

/// <summary>Conditions put together, without what changes nothing.</summary>
internal static class Conditions
{
    /// <summary>Both.</summary>
    public static Condition And(Condition a, Condition b) => (a, b) switch
    {
        (Condition.Constant { Value: true }, _) => b,
        (Condition.Constant { Value: false }, _) => a,
        (_, Condition.Constant { Value: true }) => a,
        (Condition.And x, _) when x.Origin.IsNone => new Condition.And([.. x.Parts, b]),
        _ => new Condition.And([a, b]),
    };

    /// <summary>Either.</summary>
    public static Condition Or(Condition a, Condition b) => (a, b) switch
    {
        (Condition.Constant { Value: false }, _) => b,
        (Condition.Constant { Value: true }, _) => a,
        (_, Condition.Constant { Value: false }) => a,
        (Condition.Or x, _) when x.Origin.IsNone => new Condition.Or([.. x.Parts, b]),
        _ => new Condition.Or([a, b]),
    };

    /// <summary>The opposite.</summary>
    public static Condition Not(Condition a) => a switch
    {
        Condition.Constant c => c.Value ? Condition.False : Condition.True,
        Condition.Not n when n.Origin.IsNone => n.Operand,
        _ => new Condition.Not(a),
    };

    /// <summary>The condition, stated by these statements too.</summary>
    public static Condition StatedBy(this Condition condition, Origin origin) => origin.IsNone ? condition : condition with { Origin = condition.Origin + origin };
}
