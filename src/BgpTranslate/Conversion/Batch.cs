using System.Collections.Immutable;
using BgpTranslate.Diagnostics;
using BgpTranslate.Facts;
using BgpTranslate.Formats;
using BgpTranslate.Formats.Kubernetes;
using BgpTranslate.Model;
using BgpTranslate.Text;
using BgpTranslate.Threads;

namespace BgpTranslate.Conversion;

/// <summary>Converts many inputs on several threads. Results come in the order of the inputs, whatever the number of workers, and only a window of them is held at a time.</summary>
/// <param name="files">Where included files come from.</param>
/// <param name="includeRoot">The directory that included files may not leave; null: each input's own.</param>
/// <param name="workers">Threads.</param>
public sealed class Batch(IFileSystem files, string? includeRoot, int workers)
{
    /// <summary>Converts the inputs. One that fails is a failed result like any other; nothing stops the rest.</summary>
    public IEnumerable<ConversionResult> Convert(IReadOnlyList<Input> inputs, ConversionRequest request)
    {
        var groups = GroupsOf(inputs, request);
        var firsts = groups.Select(g => g.Inputs[0]).ToHashSet();
        var slots = new TaskCompletionSource<ConversionResult>[inputs.Count];
        for (var i = 0; i < slots.Length; i++) slots[i] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using var window = new SemaphoreSlim(workers * 8);
        using var abandoned = new CancellationTokenSource();
        var next = -1;
        var objects = new ClusterObjects();
        var threads = Start(Math.Min(workers, groups.Length), Work);
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
                    foreach (var (i, result) in groups[index].Inputs.Zip(groups[index].Convert())) slots[i].SetResult(result);
                }
            }
            catch (OperationCanceledException)
            {
                // Nobody takes results any more.
            }
        }
    }

    /// <summary>Inputs that become one output, or hold one cluster's resources between them; most are alone.</summary>
    private sealed record Group(ImmutableArray<int> Inputs, Func<IEnumerable<ConversionResult>> Convert);

    private Group[] GroupsOf(IReadOnlyList<Input> inputs, ConversionRequest request)
    {
        Group[] several =
        [
            .. ClusterSets.Of(inputs, request).Select(s => new Group(s, () => ConvertTogether(Of(s), request))),
            .. NodesOf(inputs, request).Select(s => new Group(s.Inputs, () => ConvertNodes(Of(s.Inputs), s.Name, request))),
        ];
        var together = several.SelectMany(g => g.Inputs).ToHashSet();
        return [.. several.Concat(Enumerable.Range(0, inputs.Count).Where(i => !together.Contains(i)).Select(i => new Group([i], () => [ConvertOne(inputs[i], request)]))).OrderBy(g => g.Inputs[0])];

        Input[] Of(ImmutableArray<int> numbers) => [.. numbers.Select(i => inputs[i])];
    }

    private static DeepThread[] Start(int count, Action work) => [.. Enumerable.Range(0, count).Select(_ => DeepThread.Start(work))];

    private IReadOnlyList<EqualNodes> NodesOf(IReadOnlyList<Input> inputs, ConversionRequest request)
    {
        if (!EqualNodes.CanBe(inputs, request)) return [];
        var speakers = new EqualNodes.Speaker?[inputs.Count];
        var next = -1;
        foreach (var thread in Start(Math.Min(workers, inputs.Count), Look)) thread.Join();
        return EqualNodes.Among(speakers);

        void Look()
        {
            for (int i; (i = Interlocked.Increment(ref next)) < inputs.Count;)
            {
                try
                {
                    speakers[i] = Prepare(inputs[i], request, out _) is { } source ? EqualNodes.SpeakerOf(source) : null;
                }
                catch (Exception)
                {
                    // Its own conversion says what is wrong with it.
                }
            }
        }
    }

    private ConversionResult ConvertOne(Input input, ConversionRequest request)
    {
        var result = Attempt(input, request);
        if (input.IsNamed && result.Status != ConversionStatus.Failed && !result.Fates.Any(IsAboutBgp))
        {
            var problem = result.Statements[Disposition.Unrecognized] > 0 ? "nothing in it is recognized as BGP" : "nothing in it is about BGP";
            return result with { Status = ConversionStatus.Failed, Outputs = [], Diagnostics = WithError(result.Diagnostics, problem) };
        }

        if (!input.IsNamed && result.Status == ConversionStatus.Failed && result.Diagnostics.All(d => d.Code == DiagnosticCatalogue.NoFormat))
            return result with { Status = ConversionStatus.LeftAlone, Diagnostics = [.. result.Diagnostics.Select(d => d with { Severity = Severity.Info })] };
        return result;
    }

    /// <summary>Facts that differ from file to file may hold the name of the file or its folder: <c>node={file}</c>.</summary>
    private ConversionRequest For(Input input, ConversionRequest request) => request with
    {
        Includes = new FileIncludes(files, includeRoot ?? input.Root),
        Options = request.Options.SetItems(request.Options.Where(o => o.Value.Contains('{')).Select(o => KeyValuePair.Create(o.Key, o.Value
            .Replace("{file}", Path.GetFileNameWithoutExtension(input.Name), StringComparison.Ordinal)
            .Replace("{folder}", Path.GetFileName(Path.GetDirectoryName(input.Name)), StringComparison.Ordinal)))),
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
            return SharedResult.Split(new Preparation(read, request).Complete(), files);
        });
        return results.Length == inputs.Length ? results : inputs.Select(i => ConvertOne(i, request));
    }

    /// <summary>Converts the speakers of equal nodes to one output.</summary>
    private IEnumerable<ConversionResult> ConvertNodes(Input[] inputs, string name, ConversionRequest request)
    {
        var results = Guarded(inputs[0].Name, request, () =>
        {
            var shared = new SharedOutput(Path.Combine(CommonFolder(inputs), name));
            ImmutableArray<Preparation> sources = [.. inputs.Select(i => Prepare(i, request, out var problem) ?? throw new IOException(problem))];
            return [.. ClusterNodes.Convert(name, sources).Select(r => r with { Shared = shared })];
        });
        return results.Length == inputs.Length ? results : inputs.Select(i => ConvertOne(i, request));
    }

    private static string CommonFolder(Input[] inputs)
    {
        var folder = Path.GetDirectoryName(inputs[0].Place) ?? "";
        while (folder.Length > 0 && !inputs.All(i => i.Place.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))) folder = Path.GetDirectoryName(folder) ?? "";
        return folder;
    }

    private Preparation? Prepare(Input input, ConversionRequest request, out string? problem) =>
        InputText.Decode(input.Name, input.Read(), out problem) is { } source ? Converter.Prepare(source, For(input, request), out problem) : null;

    private ConversionResult Attempt(Input input, ConversionRequest request) => Guarded(input.Name, request, () =>
    [
        InputText.Decode(input.Name, input.Read(), out var problem) is { } source
            ? Converter.Convert(source, For(input, request))
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
