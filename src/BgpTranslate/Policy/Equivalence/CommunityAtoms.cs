using BgpTranslate.Model;

namespace BgpTranslate.Policy.Equivalence;

/// <summary>
/// Communities in classes that no pattern of a collection tells apart. A set of classes that are present is always possible: classes do not constrain each other.
/// </summary>
internal sealed class CommunityAtoms
{
    private readonly List<CommunityPattern> patterns;
    private readonly Dictionary<CommunityPattern, int> numbers = [];
    private readonly List<Atom> atoms = [];
    private readonly Dictionary<string, int> bySignature = [];
    private readonly List<bool[]> members = [];

    /// <summary>The classes of some normalized patterns, of any kind.</summary>
    public CommunityAtoms(IEnumerable<CommunityPattern> patterns)
    {
        this.patterns = [.. patterns.Distinct()];
        for (var i = 0; i < this.patterns.Count; i++) numbers[this.patterns[i]] = i;
        foreach (var kind in Enum.GetValues<CommunityKind>())
        {
            List<int> all = [.. Enumerable.Range(0, this.patterns.Count).Where(i => this.patterns[i].Kind == kind)];
            var named = all.Select(i => this.patterns[i].Subtype).Where(s => s is not ("*" or "")).Distinct().ToList();
            if (kind != CommunityKind.Extended) named = [""];
            else named.Add(Enumerable.Range(0, named.Count + 1).Select(i => $"0x{i:x2}").First(s => !named.Contains(s)));
            foreach (var subtype in named)
            {
                var cell = new CommunityPattern(kind, subtype, default, default);
                AddCells(cell, [.. all.Where(i => this.patterns[i].Subtype is var s && (s == "*" || s == subtype))], 0);
            }
        }

        foreach (var pattern in this.patterns) members.Add(new bool[atoms.Count]);
        for (var atom = 0; atom < atoms.Count; atom++)
        {
            foreach (var pattern in atoms[atom].Patterns) members[pattern][atom] = true;
        }
    }

    /// <summary>How many classes there are.</summary>
    public int Count => atoms.Count;

    /// <summary>The kind of a class's communities.</summary>
    public CommunityKind KindOf(int atom) => atoms[atom].Cell.Kind;

    /// <summary>True when a pattern names the one community of the class.</summary>
    public bool IsSingle(int atom) => atoms[atom].Patterns.Exists(p => patterns[p].IsSingle);

    /// <summary>Communities of a class, different ones as far as it has them.</summary>
    public IEnumerable<Community> CommunitiesOf(int atom)
    {
        var cell = atoms[atom].Cell;
        for (ulong first = cell.First.Low; first <= cell.First.High; first++)
        {
            for (ulong second = cell.Second.Low; second <= cell.Second.High; second++)
            {
                for (ulong third = cell.Third.Low; third <= cell.Third.High; third++)
                    yield return new Community(cell.Kind, cell.Subtype, (uint)first, (uint)second, (uint)third);
            }
        }
    }

    /// <summary>True when the class lies in the pattern, which is one of those given.</summary>
    public bool IsIn(int atom, CommunityPattern pattern) => members[numbers[pattern]][atom];

    /// <summary>Splits one part of the communities at the bounds of the patterns that are left, then the next part.</summary>
    private void AddCells(CommunityPattern cell, List<int> active, int part)
    {
        var widest = cell.Kind == CommunityKind.Standard ? ushort.MaxValue : uint.MaxValue;
        if (part == 3)
        {
            var signature = string.Join(',', active);
            if (bySignature.TryAdd(signature.Length == 0 ? $"{cell.Kind}" : signature, atoms.Count)) atoms.Add(new Atom(cell, active));
            return;
        }

        if (part == 2 && cell.Kind != CommunityKind.Large)
        {
            AddCells(cell, active, 3);
            return;
        }

        // What begins and ends where; between two bounds the same patterns hold. Segments with the same patterns are one.
        var changes = new SortedDictionary<ulong, List<(int Pattern, bool Begins)>> { [0] = [] };
        foreach (var i in active)
        {
            var range = RangeOf(patterns[i], part);
            Changes(range.Low).Add((i, true));
            Changes(range.High + 1UL).Add((i, false));
        }

        var inside = new SortedSet<int>();
        var seen = new HashSet<string>();
        var bounds = changes.Keys.ToList();
        for (var b = 0; b < bounds.Count && bounds[b] <= widest; b++)
        {
            foreach (var (pattern, begins) in changes[bounds[b]])
            {
                if (begins) inside.Add(pattern);
                else inside.Remove(pattern);
            }

            if (!seen.Add(string.Join(',', inside))) continue;
            var segment = new NumberRange((uint)bounds[b], (uint)(b + 1 < bounds.Count ? Math.Min(bounds[b + 1] - 1, widest) : widest));
            var narrowed = part switch { 0 => cell with { First = segment }, 1 => cell with { Second = segment }, _ => cell with { Third = segment } };
            AddCells(narrowed, [.. inside], part + 1);
        }

        List<(int Pattern, bool Begins)> Changes(ulong at)
        {
            if (!changes.TryGetValue(at, out var list)) changes[at] = list = [];
            return list;
        }
    }

    private static NumberRange RangeOf(CommunityPattern pattern, int part) => part switch { 0 => pattern.First, 1 => pattern.Second, _ => pattern.Third };

    private sealed record Atom(CommunityPattern Cell, List<int> Patterns);
}
