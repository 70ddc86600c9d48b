using BgpTranslate.Text;

namespace BgpTranslate.Diagnostics;

/// <summary>How serious a finding is.</summary>
public enum Severity
{
    /// <summary>Worth knowing; nothing to do.</summary>
    Info,

    /// <summary>The result differs from the source, or may not be what was meant.</summary>
    Warning,

    /// <summary>The input or the result is wrong.</summary>
    Error,
}

/// <summary>A stable diagnostic code: what it means and what to do, as <c>bgpx explain</c> prints it.</summary>
/// <param name="Id">The code, <c>BGPX</c> and four digits. Never reused.</param>
/// <param name="Severity">The usual severity.</param>
/// <param name="Title">What happened, in one line.</param>
/// <param name="Explanation">Why it matters.</param>
/// <param name="Example">An input that causes it.</param>
/// <param name="Action">What a user can do.</param>
public sealed record DiagnosticCode(string Id, Severity Severity, string Title, string Explanation, string Example, string Action)
{
    /// <summary>A finding of this code at a place, with the usual severity and advice.</summary>
    public Diagnostic At(Span? span, string message, string? help = null) => new(this, Severity, message, span, help);

    /// <inheritdoc/>
    public override string ToString() => Id;
}

/// <summary>One finding about an input or a conversion.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Severity">Its severity here.</param>
/// <param name="Message">What is wrong, with the names at hand; never a secret.</param>
/// <param name="Span">Where in the source, when it has a place.</param>
/// <param name="Help">What to do about it, when there is something to say beyond the code's own explanation.</param>
public sealed record Diagnostic(DiagnosticCode Code, Severity Severity, string Message, Span? Span = null, string? Help = null);
