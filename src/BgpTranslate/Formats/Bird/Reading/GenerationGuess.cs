using BgpTranslate.Defaults;

namespace BgpTranslate.Formats.Bird.Reading;

/// <summary>Finds the generation of BIRD that a text is for from what only one of them has.</summary>
internal sealed class GenerationGuess
{
    private readonly int[] seen = new int[4];

    /// <summary>Something of that generation.</summary>
    public void Saw(int major) => seen[major]++;

    /// <summary>The release.</summary>
    public FormatVersion Version =>
        seen[3] > 0 ? new FormatVersion(3) : seen[1] > 0 && seen[2] == 0 ? new FormatVersion(1, 6) : new FormatVersion(2, 0);
}
