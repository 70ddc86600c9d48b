using System.Collections.Immutable;
using BgpTranslate.Conversion;
using BgpTranslate.Defaults;
using BgpTranslate.Facts;
using BgpTranslate.Formats;
using BgpTranslate.Model;
using Xunit;

namespace BgpTranslate.Tests.Corpus;

/// <summary>What <c>bgpx formats FROM --to TO</c> promises is what conversions of the cases do.</summary>
public class FeatureMatrixTests
{
    public static TheoryData<string> Cases { get; } = [.. CorpusCase.All().Select(c => c.ToString())];

    private static Format FormatOf(Platform platform) => FormatRegistry.All.Single(f => f.Key == platform.Format);

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_matrix_says_what_conversions_do(string name)
    {
        var result = CorpusCase.All().Single(c => c.ToString() == name).Convert();
        if (result is not { From: { Kind: PlatformKind.Router } source, To: { Kind: PlatformKind.Router } target, Outputs.IsEmpty: false }) return;
        var (from, to) = (FormatOf(source), FormatOf(target));
        var matrix = FeatureMatrix.Of(from.SupportFor(source), to.SupportFor(target)).ToDictionary(f => f.Key);
        var read = from.Read(new ReadRequest(result.Source, source.Version, NoIncludes.Instance, ImmutableDictionary<string, string>.Empty));
        var output = FactSubjects.Of(Converter.ReadBack(result, ConversionRequest.Of(new FormatChoice(to, target.Version)))).ToLookup(s => s.Path);
        var fates = result.Fates.ToDictionary(f => (f.Statement.Span.File.Path, f.Statement.Span.Start), f => f.Disposition);
        var wrong =
            from subject in FactSubjects.Of(new EffectiveConfiguration(read.Configuration, read.Platform))
            where subject.Dormant is null
            from setting in subject.Said
            where setting.Kind is SettingKind.Behaviour or SettingKind.Documentation
            let value = subject.Get(setting)
            where value.IsSaid
            let there = output[subject.Path].FirstOrDefault()
            let level = matrix.GetValueOrDefault(setting.Key)?.Level
            let isSaidThere = there?.Said.Contains(setting) == true && Equals(there.Get(setting).Value, value.Value)
            let isLost = value.Origin.Any(s => fates.GetValueOrDefault((s.Span.File.Path, s.Span.Start)) == Disposition.Lost)
            let problem = level switch
            {
                null => "the source's table says that it cannot say it",
                SupportLevel.Impossible when isSaidThere => "impossible, and the output says it",
                SupportLevel.Inherent when isLost => "inherent, and lost",
                _ => null,
            }
            where problem is not null
            select $"{subject.Path} {setting.Key} = {value.Value}: {problem}";
        Assert.Empty(wrong);
    }
}
