using BgpTranslate.Facts;
using BgpTranslate.Text;

namespace BgpTranslate.Reporting;

/// <summary>Effective facts for people: <c>path / key = value</c>, and the lines or the default that gave it.</summary>
public static class FactText
{
    /// <summary>Writes all facts, aligned.</summary>
    public static void Write(TextWriter output, EffectiveConfiguration effective)
    {
        const int widest = 100;
        var rows = FactList.Of(effective).Select(f => (Fact: Text(f), Source: Source(f))).ToList();
        var width = rows.Select(r => r.Fact.Length).Where(l => l <= widest).DefaultIfEmpty(0).Max();
        foreach (var (fact, source) in rows) output.WriteLine($"{fact.PadRight(width)}  {source}".TrimEnd());
    }

    private static string Text(EffectiveFact fact) => PrintableText.Of(fact.Key.Length == 0 ? fact.Path : $"{FactPath.Below(fact.Path, fact.Key)} = {fact.Value}");

    private static string Source(EffectiveFact fact)
    {
        var lines = fact.Origin.IsNone ? fact.Default : $"line {fact.Origin}";
        return fact.Dormant.Length == 0 ? lines : $"{lines} (no effect: {fact.Dormant})";
    }
}
