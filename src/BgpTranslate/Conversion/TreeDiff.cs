using BgpTranslate.Diagnostics;
using BgpTranslate.Formats;
using BgpTranslate.Threads;

namespace BgpTranslate.Conversion;

/// <summary>Two files compared, or one without a partner.</summary>
/// <param name="Pair">The files.</param>
/// <param name="Diff">What differs; null where there is no partner or one of them could not be read.</param>
public sealed record PairDiff(InputPair Pair, ConfigurationDiff? Diff);

/// <summary>Compares two files, or the files of two trees.</summary>
/// <param name="reader">Reads them.</param>
/// <param name="formats">The formats that they are read with.</param>
public sealed class TreeDiff(InputReader reader, IReadOnlyList<Format> formats)
{
    /// <summary>Compares each pair; both trees are read at once. Files of a tree that no format recognizes are left alone.</summary>
    public IEnumerable<PairDiff> Compare(IReadOnlyList<Input> a, FormatChoice? fromA, IReadOnlyList<Input> b, FormatChoice? fromB)
    {
        InputRead[] readA = [], readB = [];
        var second = DeepThread.Start(() => readB = Read(b, fromB));
        var first = DeepThread.Start(() => readA = Read(a, fromA));
        first.Join();
        second.Join();

        // Two files that are named are a pair, whatever their names.
        IReadOnlyList<InputPair> pairs = a is [{ IsNamed: true }] && b is [{ IsNamed: true }] ? [new InputPair(readA[0], readB[0])] : InputPairs.Of(readA, readB);
        foreach (var pair in pairs)
        {
            yield return new PairDiff(pair, pair is { A.Read: { } x, B.Read: { } y } ? ConfigurationDiff.Of(x, y, formats) : null);
        }
    }

    private InputRead[] Read(IReadOnlyList<Input> inputs, FormatChoice? from) =>
        [.. inputs.Select(i => Read(i, from)).Where(r => r.Input.IsNamed || r.Problem?.Code != DiagnosticCatalogue.NoFormat)];

    private InputRead Read(Input input, FormatChoice? from)
    {
        try
        {
            var read = reader.Read(input, from, out var problem);
            return new InputRead(input, read, problem);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new InputRead(input, null, DiagnosticCatalogue.UnreadableInput(e.Message));
        }
        catch (Exception e)
        {
            return new InputRead(input, null, DiagnosticCatalogue.Internal(e));
        }
    }
}
