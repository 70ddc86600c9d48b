using System.Collections;
using BgpTranslate.Text;

namespace BgpTranslate.Model;

/// <summary>One leaf statement of the source. Values of the model point back to the statements that stated them.</summary>
public sealed class Statement
{
    internal Statement(Span span, int index) => (Span, Index) = (span, index);

    /// <summary>Its place in the source.</summary>
    public Span Span { get; }

    /// <summary>Its position among the statements read, counted from 0 in reading order.</summary>
    public int Index { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Span}";
}

/// <summary>The statements that stated a value; none for a value that nobody wrote.</summary>
public readonly struct Origin : IEnumerable<Statement>, IEquatable<Origin>
{
    private readonly object? content;

    private Origin(object? content) => this.content = content;

    /// <summary>No statement: a default, or a value that the program derived.</summary>
    public static Origin None => default;

    /// <summary>True when no statement is named.</summary>
    public bool IsNone => content is null;

    /// <summary>The first statement, if any.</summary>
    public Statement? First => content as Statement ?? (content as Statement[])?[0];

    /// <summary>An origin of one statement.</summary>
    public static implicit operator Origin(Statement statement) => new(statement);

    /// <summary>An origin of several statements; duplicates are dropped, order is that of the source.</summary>
    public static Origin Of(IEnumerable<Statement> statements)
    {
        Statement[] all = [.. statements];
        for (var i = 1; i < all.Length; i++)
        {
            if (all[i - 1].Index < all[i].Index) continue;
            all = [.. all.Distinct().OrderBy(s => s.Index)];
            break;
        }

        return all.Length switch { 0 => None, 1 => new Origin(all[0]), _ => new Origin(all) };
    }

    /// <summary>Both origins together.</summary>
    public static Origin operator +(Origin a, Origin b) => a.IsNone ? b : b.IsNone || a.Equals(b) ? a : Of(a.Concat(b));

    /// <summary>Walks the statements without allocating: origins are walked for every fact.</summary>
    public Enumerator GetEnumerator() => new(content);

    IEnumerator<Statement> IEnumerable<Statement>.GetEnumerator()
    {
        foreach (var statement in this) yield return statement;
    }

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable<Statement>)this).GetEnumerator();

    /// <summary>The very same object: cheap, and enough to spare a union.</summary>
    public bool Equals(Origin other) => ReferenceEquals(content, other.content);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Origin other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => content is null ? 0 : content.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', this.Select(s => s.Span.From.Line));

    /// <summary>The statements of an origin, one after the other.</summary>
    public struct Enumerator
    {
        private readonly object? content;
        private int next;

        internal Enumerator(object? content) => this.content = content;

        /// <summary>The statement reached.</summary>
        public Statement Current { get; private set; } = null!;

        /// <summary>Goes to the next statement; false behind the last.</summary>
        public bool MoveNext()
        {
            if (content is Statement one ? next > 0 : content is not Statement[] several || next >= several.Length) return false;
            Current = content as Statement ?? ((Statement[])content!)[next];
            next++;
            return true;
        }
    }
}
