namespace BgpTranslate.Model;

/// <summary>The policy attached at a place.</summary>
public abstract record PolicyUse
{
    private PolicyUse()
    {
    }

    /// <summary>Everything passes unchanged (BIRD <c>import all</c>).</summary>
    public sealed record AcceptAll : PolicyUse
    {
        /// <inheritdoc/>
        public override string ToString() => "accept all";
    }

    /// <summary>Nothing passes (BIRD <c>import none</c>).</summary>
    public sealed record RejectAll : PolicyUse
    {
        /// <inheritdoc/>
        public override string ToString() => "reject all";
    }

    /// <summary>The policy of that name in <see cref="Configuration.Policies"/>; where none has it, nothing passes.</summary>
    public sealed record Named(string Policy) : PolicyUse
    {
        /// <inheritdoc/>
        public override string ToString() => $"policy {Policy}";
    }
}
