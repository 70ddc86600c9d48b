using System.Collections.Immutable;
using BgpTranslate.Diagnostics;
using BgpTranslate.Facts;
using BgpTranslate.Formats;
using BgpTranslate.Policy;

namespace BgpTranslate.Conversion;

/// <summary>A route's way through a policy and through its translation.</summary>
/// <param name="Source">Through the source's.</param>
/// <param name="Translation">Through the translation; null when none is wanted.</param>
/// <param name="TranslationTarget">The policy there; its name may have changed.</param>
public sealed record TraceResult(RouteTrace Source, RouteTrace? Translation, TraceTarget TranslationTarget)
{
    /// <summary>The translation does something else with this route, or it is not known.</summary>
    public bool Differs => Translation is not null && !Source.Evaluation.IsSameAs(Translation.Evaluation);
}

/// <summary>Runs routes through policies of inputs and of their translations.</summary>
/// <param name="reader">Reads the inputs.</param>
/// <param name="formats">The formats there are.</param>
public sealed class Tracing(InputReader reader, ImmutableArray<Format> formats)
{
    /// <summary>Runs one route; null with a problem when there is nothing to run it through.</summary>
    /// <param name="input">The configuration.</param>
    /// <param name="from">Its format; null: as the text looks.</param>
    /// <param name="target">The policy.</param>
    /// <param name="route">The route.</param>
    /// <param name="to">The format of a translation; null: none.</param>
    /// <param name="unreadable">Why the input could not be read.</param>
    /// <param name="problem">Why there is no such policy.</param>
    public TraceResult? Trace(Input input, FormatChoice? from, TraceTarget target, Route route, FormatChoice? to, out Diagnostic? unreadable, out string? problem)
    {
        problem = null;
        if (reader.Read(input, from, out unreadable) is not { } read) return null;
        var effective = new EffectiveConfiguration(read.Configuration, read.Platform);
        var elsewhere = to is not null && to.Platform.Export != read.Platform.Export;
        if (RouteTrace.Of(effective, target, route, elsewhere, out problem) is not { } source) return null;
        if (to is null) return new TraceResult(source, null, target);

        var choice = new FormatChoice(formats.First(f => f.Key == read.Platform.Format), from?.Version);
        var request = ConversionRequest.Of(to, choice) with { Formats = formats, Includes = reader.IncludesOf(input), Options = reader.Options };
        var converted = Converter.Convert(read.Files[0], request);
        var translated = target is TraceTarget.Policy { Name: var name } && converted.Names.TryGetValue($"policy {name}", out var renamed) ? new TraceTarget.Policy(renamed) : target;
        if (RouteTrace.Of(Converter.ReadBack(converted, request), translated, route, elsewhere, out problem) is not { } translation)
        {
            problem = $"the translation has {problem}";
            return null;
        }

        return new TraceResult(source, translation, translated);
    }
}
