using System.Collections.Immutable;
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
                AddCells(new Cell(kind, subtype, []), [.. all.Where(i => this.patterns[i].Subtype is var s && (s == "*" || s == subtype))], 0);
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
    public CommunityKind KindOf(int atom) => atoms[atom].Cells[0].Kind;

    /// <summary>How many communities a class has.</summary>
    public ulong SizeOf(int atom) => atoms[atom].Cells.Aggregate(0UL, (sum, cell) => sum + Math.Min(cell.Size, uint.MaxValue));

    /// <summary>The communities of a class.</summary>
    public IEnumerable<Community> CommunitiesOf(int atom) =>
        from cell in atoms[atom].Cells
        from first in Numbers(cell.Parts[0])
        from second in Numbers(cell.Parts[1])
        from third in Numbers(cell.Parts[2])
        select new Community(cell.Kind, cell.Subtype, first, second, third);

    /// <summary>True when the class lies in the pattern, which is one of those given.</summary>
    public bool IsIn(int atom, CommunityPattern pattern) => members[numbers[pattern]][atom];

    private static IEnumerable<uint> Numbers(NumberSet set)
    {
        foreach (var range in set.Ranges)
        {
            for (ulong number = range.Low; number <= range.High; number++) yield return (uint)number;
        }
    }

    /// <summary>Splits one part of the communities at the bounds of the patterns that are left, then the next part.</summary>
    private void AddCells(Cell cell, List<int> active, int part)
    {
        if (part == 3)
        {
            var signature = active.Count == 0 ? $"{cell.Kind}" : string.Join(',', active);
            if (bySignature.TryGetValue(signature, out var known))
            {
                atoms[known].Cells.Add(cell);
                return;
            }

            bySignature[signature] = atoms.Count;
            atoms.Add(new Atom([cell], active));
            return;
        }

        var widest = part == 2 && cell.Kind != CommunityKind.Large ? 0
            : cell.Kind == CommunityKind.Standard ? ushort.MaxValue
            : uint.MaxValue;

        // What begins and ends where; between two bounds the same patterns hold. Segments with the same patterns are one.
        var changes = new SortedDictionary<ulong, List<(int Pattern, bool Begins)>> { [0] = [] };
        foreach (var i in active)
        {
            var range = RangeOf(patterns[i], part);
            Changes(range.Low).Add((i, true));
            Changes(range.High + 1UL).Add((i, false));
        }

        var inside = new SortedSet<int>();
        var segments = new Dictionary<string, (List<int> Inside, List<NumberRange> Ranges)>();
        var bounds = changes.Keys.ToList();
        for (var b = 0; b < bounds.Count && bounds[b] <= widest; b++)
        {
            foreach (var (pattern, begins) in changes[bounds[b]])
            {
                if (begins) inside.Add(pattern);
                else inside.Remove(pattern);
            }

            var text = string.Join(',', inside);
            if (!segments.TryGetValue(text, out var segment)) segments[text] = segment = ([.. inside], []);
            segment.Ranges.Add(new NumberRange((uint)bounds[b], (uint)(b + 1 < bounds.Count ? Math.Min(bounds[b + 1] - 1, widest) : widest)));
        }

        foreach (var segment in segments.Values)
            AddCells(cell with { Parts = [.. cell.Parts, NumberSet.Of(segment.Ranges)] }, segment.Inside, part + 1);

        List<(int Pattern, bool Begins)> Changes(ulong at)
        {
            if (!changes.TryGetValue(at, out var list)) changes[at] = list = [];
            return list;
        }
    }

    private static NumberRange RangeOf(CommunityPattern pattern, int part) => part switch { 0 => pattern.First, 1 => pattern.Second, _ => pattern.Third };

    private sealed record Atom(List<Cell> Cells, List<int> Patterns);

    /// <summary>Communities whose parts are in some sets.</summary>
    private sealed record Cell(CommunityKind Kind, string Subtype, ImmutableArray<NumberSet> Parts)
    {
        public ulong Size => Parts.Aggregate(1UL, (size, part) => Math.Min(size * part.Ranges.Aggregate(0UL, (sum, r) => sum + r.High - r.Low + 1), uint.MaxValue));
    }
}
