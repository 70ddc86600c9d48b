using System.Collections.Immutable;
using BgpTranslate.Defaults;
using BgpTranslate.Diagnostics;
using BgpTranslate.Facts;
using BgpTranslate.Model;
using BgpTranslate.Text;

namespace BgpTranslate.Formats;

/// <summary>A configuration format: how to recognize, read and write it. One row of <see cref="FormatRegistry"/>; immutable and shared.</summary>
public abstract class Format
{
    /// <summary>The key on the command line: <c>frr</c>.</summary>
    public abstract string Key { get; }

    /// <summary>What it is, in a few words.</summary>
    public abstract string Title { get; }

    /// <summary>Releases that can be named behind <c>@</c>, oldest first.</summary>
    public abstract ImmutableArray<FormatVersion> Versions { get; }

    /// <summary>The release that is written when none is named.</summary>
    public virtual FormatVersion Usual => Versions[^1];

    /// <summary>The usual extension of its files, with the dot.</summary>
    public abstract string Extension { get; }

    /// <summary>False for formats that can only be read.</summary>
    public virtual bool CanWrite => true;

    /// <summary>What the format cannot say exactly as a target.</summary>
    public abstract SupportTable SupportFor(Platform target);

    /// <summary>The platform meant by <c>format@version</c> as a target.</summary>
    public abstract Platform PlatformFor(FormatVersion version);

    /// <summary>How surely a text is of this format.</summary>
    public abstract Detection Detect(SourceFile file);

    /// <summary>Reads a text. Never throws for what a text may hold.</summary>
    public abstract ReadResult Read(ReadRequest request);

    /// <summary>
    /// Writes a configuration. It has been made explicit for the target (<see cref="WriteRequest"/>), so a writer says what is said and nothing else.
    /// </summary>
    public abstract WriteResult Write(WriteRequest request);
}

/// <summary>How surely a text is of a format.</summary>
/// <param name="Score">0: not at all; 100: beyond doubt.</param>
/// <param name="Reason">What in the text says so, for <c>-v</c>.</param>
public readonly record struct Detection(int Score, string Reason)
{
    /// <summary>Not this format.</summary>
    public static Detection None => new(0, "");
}

/// <summary>Gives a reader the files that a configuration includes. The library itself does not touch the file system.</summary>
public interface IIncludeSource
{
    /// <summary>The files that an include names, sorted by path; empty when a pattern matches nothing.</summary>
    /// <param name="from">The including file.</param>
    /// <param name="path">The path or glob as written; relative ones start at the including file.</param>
    /// <param name="problem">Why a file could not be had (missing, outside the allowed root, unreadable); null when all is well.</param>
    IReadOnlyList<SourceFile> Resolve(SourceFile from, string path, out string? problem);
}

/// <summary>Nothing can be included.</summary>
public sealed class NoIncludes : IIncludeSource
{
    /// <summary>The one instance.</summary>
    public static NoIncludes Instance { get; } = new();

    /// <inheritdoc/>
    public IReadOnlyList<SourceFile> Resolve(SourceFile from, string path, out string? problem)
    {
        problem = "no files can be included here";
        return [];
    }
}

/// <summary>What to read.</summary>
/// <param name="File">The text.</param>
/// <param name="Version">The release named by the user; null: as the text says or looks.</param>
/// <param name="Includes">Where included files come from.</param>
/// <param name="Options">Facts given with <c>--set KEY=VALUE</c>.</param>
public sealed record ReadRequest(SourceFile File, FormatVersion? Version, IIncludeSource Includes, ImmutableDictionary<string, string> Options)
{
    /// <summary>A text alone.</summary>
    public static ReadRequest Of(SourceFile file) => new(file, null, NoIncludes.Instance, ImmutableDictionary<string, string>.Empty);
}

/// <summary>What was read.</summary>
/// <param name="Configuration">What the text says about BGP.</param>
/// <param name="Platform">The platform it runs on: its release and profile decide the defaults.</param>
/// <param name="Statements">Every leaf statement of the text and its included files.</param>
/// <param name="Diagnostics">What is wrong with the text. Unrecognized statements need none: they are reported from <paramref name="Statements"/>.</param>
/// <param name="Files">All files read, the first one first.</param>
public sealed record ReadResult(
    Configuration Configuration, Platform Platform, StatementLog Statements, ImmutableArray<Diagnostic> Diagnostics, ImmutableArray<SourceFile> Files)
{
    /// <summary>Why nothing of the text can be used: it is a template, say. Null: it can.</summary>
    public Diagnostic? Refusal { get; init; }
}

/// <summary>
/// What to write. The configuration is explicit for the target: where source and target defaults differ, the source's value is said (at the instance when all its
/// peers agree, else at the peer). Originations stand where the target wants them: as networks and redistributions, or inside export policies.
/// </summary>
/// <param name="Configuration">What to write.</param>
/// <param name="Source">The platform it comes from.</param>
/// <param name="Target">The platform to write for.</param>
/// <param name="Options">Facts given with <c>--set KEY=VALUE</c>.</param>
public sealed record WriteRequest(Configuration Configuration, Platform Source, Platform Target, ImmutableDictionary<string, string> Options);

/// <summary>What was written.</summary>
/// <param name="Files">The output, usually one file.</param>
/// <param name="Announcements">What the output does not hold as the configuration has it, beyond the format's <see cref="SupportTable"/>.</param>
/// <param name="Names">New names of things that had to be renamed: old to new, keyed by kind and name, as <c>policy CUST-IN</c>.</param>
public sealed record WriteResult(ImmutableArray<OutputFile> Files, ImmutableArray<Announcement> Announcements, ImmutableDictionary<string, string> Names);

/// <summary>One file of output.</summary>
/// <param name="Suffix">Added to the output's stem where there are several files; empty for the first.</param>
/// <param name="Text">The text.</param>
public sealed record OutputFile(string Suffix, OutputText Text);
