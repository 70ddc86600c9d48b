using System.Collections.Immutable;
using BgpTranslate.Defaults;
using BgpTranslate.Diagnostics;
using BgpTranslate.Facts;
using BgpTranslate.Model;

namespace BgpTranslate.Conversion.Intents;

/// <summary>A configuration in the shape of another kind of platform.</summary>
/// <param name="Configuration">The configuration; its values keep their origins.</param>
/// <param name="Platform">Whose defaults hold where it says nothing: the source's for a speaker that moves, the target's for the other end of a session.</param>
/// <param name="Announcements">What became of every statement that has no place in it.</param>
/// <param name="Diagnostics">What was chosen and why, and what is to be done elsewhere.</param>
/// <param name="Refusal">Why there is no configuration, with the option that helps; null when there is one.</param>
public sealed record Reshaped(Configuration Configuration, Platform Platform, ImmutableArray<Announcement> Announcements, ImmutableArray<Diagnostic> Diagnostics, Diagnostic? Refusal = null)
{
    /// <summary>The node whose speaker it was; null where none is named.</summary>
    public string? Node { get; init; }
}
