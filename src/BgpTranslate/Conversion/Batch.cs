using System.Collections.Immutable;
using BgpTranslate.Diagnostics;
using BgpTranslate.Facts;
using BgpTranslate.Formats;
using BgpTranslate.Formats.Kubernetes;
using BgpTranslate.Model;
using BgpTranslate.Text;

namespace BgpTranslate.Conversion;

/// <summary>Converts many inputs on several threads. Results come in the order of the inputs, whatever the number of workers, and only a window of them is held at a time.</summary>
/// <param name="files">Where included files come from.</param>
/// <param name="includeRoot">The directory that included files may not leave; null: each input's own.</param>
/// <param name="workers">Threads.</param>
public sealed class Batch(IFileSystem files, string? includeRoot, int workers)
{
    // Deeply nested input recurses; a reader's own limit should stop it, never the stack.
    private const int StackBytes = 64 << 20;

    /// <summary>Converts the inputs. One that fails is a failed result like any other; nothing stops the rest.</summary>
    public IEnumerable<ConversionResult> Convert(IReadOnlyList<Input> inputs, ConversionRequest request)
    {
        var together = ClusterSets.Of(inputs, request).SelectMany(s => s.Select(i => (Index: i, Set: s))).ToDictionary(x => x.Index, x => x.Set);
        int[][] groups = [.. Enumerable.Range(0, inputs.Count).Where(i => !together.TryGetValue(i, out var set) || set[0] == i).Select(i => together.TryGetValue(i, out var set) ? set.ToArray() : [i])];
        var firsts = groups.Select(g => g[0]).ToHashSet();
        var slots = new TaskCompletionSource<ConversionResult>[inputs.Count];
        for (var i = 0; i < slots.Length; i++) slots[i] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using var window = new SemaphoreSlim(workers * 8);
        using var abandoned = new CancellationTokenSource();
        var next = -1;
        var objects = new ClusterObjects();
        Thread[] threads = [.. Enumerable.Range(0, Math.Min(workers, groups.Length)).Select(_ => new Thread(Work, StackBytes) { IsBackground = true })];
        foreach (var thread in threads) thread.Start();
        try
        {
            for (var i = 0; i < slots.Length; i++)
            {
                var result = slots[i].Task.GetAwaiter().GetResult();
                slots[i] = null!;
                if (firsts.Contains(i)) window.Release();
                yield return objects.Check(result);
            }
        }
        finally
        {
            abandoned.Cancel();
            foreach (var thread in threads) thread.Join();
        }

        void Work()
        {
            try
            {
                while (true)
                {
                    // The permit comes before the number: the input that is waited for always has one.
                    window.Wait(abandoned.Token);
                    var index = Interlocked.Increment(ref next);
                    if (index >= groups.Length) return;
                    var group = groups[index];
                    if (group is [var only]) slots[only].SetResult(ConvertOne(inputs[only], request));
                    else foreach (var (i, result) in group.Zip(ConvertTogether([.. group.Select(g => inputs[g])], request))) slots[i].SetResult(result);
                }
            }
            catch (OperationCanceledException)
            {
                // Nobody takes results any more.
            }
        }
    }

    private ConversionResult ConvertOne(Input input, ConversionRequest request)
    {
        var result = Attempt(input, For(input, request));
        if (input.IsNamed && result.Status != ConversionStatus.Failed && !result.Fates.Any(IsAboutBgp))
            return result with { Status = ConversionStatus.Failed, Outputs = [], Diagnostics = WithError(result.Diagnostics, "nothing in it is about BGP") };
        if (!input.IsNamed && result.Status == ConversionStatus.Failed && result.Diagnostics.All(d => d.Code == DiagnosticCatalogue.NoFormat))
            return result with { Status = ConversionStatus.LeftAlone, Diagnostics = [.. result.Diagnostics.Select(d => d with { Severity = Severity.Info })] };
        return result;
    }

    /// <summary>Facts that differ from file to file may hold the file's name: <c>node={file}</c>.</summary>
    private static ConversionRequest For(Input input, ConversionRequest request) => request with
    {
        Options = request.Options.SetItems(request.Options.Where(o => o.Value.Contains("{file}", StringComparison.Ordinal))
            .Select(o => KeyValuePair.Create(o.Key, o.Value.Replace("{file}", Path.GetFileNameWithoutExtension(input.Name), StringComparison.Ordinal)))),
    };

    private static ImmutableArray<Diagnostic> WithError(ImmutableArray<Diagnostic> diagnostics, string problem) =>
        diagnostics.Any(d => d.Severity == Severity.Error) ? diagnostics : [DiagnosticCatalogue.UnreadableInput(problem), .. diagnostics];

    private static bool IsAboutBgp(StatementFate fate) => fate.Disposition is not (Disposition.OutOfScope or Disposition.Inherent or Disposition.Unrecognized);

    /// <summary>Converts files that hold one cluster's resources between them.</summary>
    private IEnumerable<ConversionResult> ConvertTogether(Input[] inputs, ConversionRequest request)
    {
        var results = Guarded(inputs[0].Name, request, () =>
        {
            ImmutableArray<SourceFile> files = [.. inputs.Select(i => InputText.Decode(i.Name, i.Read(), out var problem) ?? throw new IOException(problem))];
            var from = ClusterSets.FormatOf(files, request);
            var read = Converter.Read((KubernetesFormat)from.Format, files, new ReadRequest(files[0], from.Version, NoIncludes.Instance, request.Options), request.Formats);
            return SharedResult.Split(Converter.Convert(read, request), files);
        });
        return results.Length == inputs.Length ? results : inputs.Select(i => ConvertOne(i, request));
    }

    private ConversionResult Attempt(Input input, ConversionRequest request) => Guarded(input.Name, request, () =>
    [
        InputText.Decode(input.Name, input.Read(), out var problem) is { } source
            ? Converter.Convert(source, request with { Includes = new FileIncludes(files, includeRoot ?? input.Root) })
            : Failed(input.Name, request, request.From is null ? DiagnosticCatalogue.InputFormat(null, problem!) : DiagnosticCatalogue.UnreadableInput(problem!)),
    ])[0];

    private static ImmutableArray<ConversionResult> Guarded(string name, ConversionRequest request, Func<ImmutableArray<ConversionResult>> convert)
    {
        try
        {
            return convert();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [Failed(name, request, DiagnosticCatalogue.UnreadableInput(e.Message))];
        }
        catch (Exception e)
        {
            return [Failed(name, request, DiagnosticCatalogue.Internal(e))];
        }
    }

    private static ConversionResult Failed(string name, ConversionRequest request, Diagnostic diagnostic) => new(
        new SourceFile(name, ""),
        ConversionStatus.Failed,
        null,
        request.To.Platform,
        [],
        [],
        OutputLines.None,
        Verification.None,
        [diagnostic]);
}
