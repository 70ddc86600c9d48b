using BgpTranslate.Formats;
using BgpTranslate.Model;

namespace BgpTranslate.Conversion;

/// <summary>An input that was read, or why it could not be.</summary>
/// <param name="Input">The input.</param>
/// <param name="Read">What was read; null: nothing.</param>
/// <param name="Problem">Why; null when it was read.</param>
public sealed record InputRead(Input Input, ReadResult? Read, Diagnostics.Diagnostic? Problem);

/// <summary>Inputs of two trees that belong together.</summary>
/// <param name="A">Of the first; null: only the second has it.</param>
/// <param name="B">Of the second; null: only the first has it.</param>
public sealed record InputPair(InputRead? A, InputRead? B);

/// <summary>Pairs the files of two trees: by path, else by path without extension (as a conversion names its output), else by host name.</summary>
public static class InputPairs
{
    /// <summary>All pairs, in the order of the first tree; what is left of the second follows.</summary>
    public static IReadOnlyList<InputPair> Of(IReadOnlyList<InputRead> a, IReadOnlyList<InputRead> b)
    {
        var partners = new Dictionary<InputRead, InputRead>();
        var left = b.ToList();
        foreach (var key in (Func<InputRead, string?>[])[r => r.Input.Place, r => Path.ChangeExtension(r.Input.Place, null), HostNameOf])
        {
            var byKey = left.Where(r => key(r) is not null).ToLookup(key, StringComparer.Ordinal);
            foreach (var one in a)
            {
                // What fits more than one is not guessed.
                if (partners.ContainsKey(one) || key(one) is not { } name || byKey[name].ToList() is not [var only] || a.Count(o => !partners.ContainsKey(o) && key(o) == name) != 1) continue;
                partners[one] = only;
                left.Remove(only);
            }
        }

        return [.. a.Select(one => new InputPair(one, partners.GetValueOrDefault(one))), .. left.Select(one => new InputPair(null, one))];
    }

    private static string? HostNameOf(InputRead read) => read.Read?.Configuration.Settings.ValueOf(InstanceSettings.Hostname);
}
