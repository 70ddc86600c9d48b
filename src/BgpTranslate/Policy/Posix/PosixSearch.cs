namespace BgpTranslate.Policy.Posix;

/// <summary>
/// An unanchored search for an expression as an automaton over characters, made state by state as it is asked for.
/// </summary>
internal sealed class PosixSearch
{
    /// <summary>The state in which the expression has been found: whatever follows, it stays found.</summary>
    public const int Found = 0;

    private const int MaxInstructions = 3_000;
    private const int MaxStates = 1_000;

    private readonly List<Instruction> program = [];
    private readonly List<State> states = [new([], AtBegin: false)];
    private readonly Dictionary<string, int> index = [];

    private PosixSearch()
    {
    }

    private enum Operation
    {
        Character,
        Begin,
        End,
        Split,
        Match,
    }

    /// <summary>The state at the begin of the text.</summary>
    public int Start { get; private set; }

    /// <summary>True when the search grew too large; its answers are of no use then.</summary>
    public bool IsTooLarge { get; private set; }

    /// <summary>The search for an expression; null when it is too large.</summary>
    public static PosixSearch? For(PosixNode expression)
    {
        var search = new PosixSearch();
        search.Compile(expression);
        search.Emit(new Instruction(Operation.Match));
        if (search.IsTooLarge) return null;
        search.Start = search.StateOf([0], atBegin: true);
        return search;
    }

    /// <summary>The state after one more character.</summary>
    public int Step(int state, char c)
    {
        if (state == Found || IsTooLarge) return state;
        var from = states[state];
        if (from.Next.TryGetValue(c, out var next)) return next;
        var threads = new List<int> { 0 };
        foreach (var at in from.Threads)
        {
            var instruction = program[at];
            if (instruction.Operation == Operation.Character && (instruction.Set >> c & 1) == 1) threads.Add(at + 1);
        }

        return from.Next[c] = StateOf(threads, atBegin: false);
    }

    /// <summary>True when the expression is found in the text that ends here.</summary>
    public bool AcceptsEnd(int state) =>
        state == Found || (states[state].AcceptsEnd ??= Closure(states[state].Threads, states[state].AtBegin, atEnd: true) is null);

    private int StateOf(List<int> threads, bool atBegin)
    {
        if (Closure(threads, atBegin, atEnd: false) is not { } closure) return Found;
        var key = string.Join(' ', closure) + (atBegin ? "^" : "");
        if (index.TryGetValue(key, out var state)) return state;
        if (states.Count >= MaxStates)
        {
            IsTooLarge = true;
            return Found;
        }

        states.Add(new State(closure, atBegin));
        return index[key] = states.Count - 1;
    }

    /// <summary>The instructions that wait for a character or the end; null when the match is complete.</summary>
    private int[]? Closure(IEnumerable<int> threads, bool atBegin, bool atEnd)
    {
        var seen = new HashSet<int>();
        var waiting = new SortedSet<int>();
        var pending = new Stack<int>(threads);
        while (pending.TryPop(out var at))
        {
            if (!seen.Add(at)) continue;
            var instruction = program[at];
            switch (instruction.Operation)
            {
                case Operation.Match:
                    return null;
                case Operation.Split:
                    pending.Push(instruction.To);
                    if (instruction.Or >= 0) pending.Push(instruction.Or);
                    break;
                case Operation.Begin when atBegin:
                case Operation.End when atEnd:
                    pending.Push(at + 1);
                    break;
                case Operation.Begin:
                    break;
                default:
                    waiting.Add(at);
                    break;
            }
        }

        return [.. waiting];
    }

    private int Emit(Instruction instruction)
    {
        if (program.Count >= MaxInstructions) IsTooLarge = true;
        else program.Add(instruction);
        return program.Count - 1;
    }

    private void Compile(PosixNode node)
    {
        if (IsTooLarge) return;
        switch (node)
        {
            case PosixNode.Character c:
                Emit(new Instruction(Operation.Character, c.Set));
                break;
            case PosixNode.Begin:
                Emit(new Instruction(Operation.Begin));
                break;
            case PosixNode.End:
                Emit(new Instruction(Operation.End));
                break;
            case PosixNode.Sequence s:
                foreach (var part in s.Parts) Compile(part);
                break;
            case PosixNode.Alternation a:
                var exits = new List<int>();
                for (var i = 0; i < a.Parts.Length; i++)
                {
                    var last = i == a.Parts.Length - 1;
                    var split = last ? -1 : Emit(new Instruction(Operation.Split));
                    Compile(a.Parts[i]);
                    if (last) break;
                    exits.Add(Emit(new Instruction(Operation.Split)));
                    program[split] = new Instruction(Operation.Split, To: split + 1, Or: program.Count);
                }

                foreach (var exit in exits) program[exit] = new Instruction(Operation.Split, To: program.Count, Or: -1);
                break;
            case PosixNode.Repeat r:
                for (var i = 0; i < r.Min; i++) Compile(r.Part);
                if (r.Max is null)
                {
                    var loop = Emit(new Instruction(Operation.Split));
                    Compile(r.Part);
                    Emit(new Instruction(Operation.Split, To: loop, Or: -1));
                    program[loop] = new Instruction(Operation.Split, To: loop + 1, Or: program.Count);
                }
                else
                {
                    var skips = new List<int>();
                    for (var i = r.Min; i < r.Max; i++)
                    {
                        skips.Add(Emit(new Instruction(Operation.Split)));
                        Compile(r.Part);
                    }

                    foreach (var skip in skips) program[skip] = new Instruction(Operation.Split, To: skip + 1, Or: program.Count);
                }

                break;
        }
    }

    private readonly record struct Instruction(Operation Operation, UInt128 Set = default, int To = -1, int Or = -1);

    private sealed record State(int[] Threads, bool AtBegin)
    {
        public Dictionary<char, int> Next { get; } = [];

        public bool? AcceptsEnd { get; set; }
    }
}
