using System.Collections.Concurrent;

namespace BgpTranslate.Threads;

/// <summary>Makes the parts of a large text on a second thread, a little ahead of who uses them.</summary>
internal static class ReadAhead
{
    // Below that a thread costs more than it saves.
    private const int LargeText = 1 << 16;

    // What is ahead takes memory: a part with its tree some hundred times its text.
    private const int CharactersInBatch = 1 << 12;
    private const int BatchesAhead = 2;

    /// <summary>The same parts in the same order.</summary>
    /// <param name="parts">Parts of a text; what makes them shares nothing that changes with who uses them.</param>
    /// <param name="length">Characters of the text.</param>
    /// <param name="lengthOf">Characters of a part.</param>
    public static IEnumerable<T> Ahead<T>(this IEnumerable<T> parts, int length, Func<T, int> lengthOf) =>
        length < LargeText ? parts : OnSecondThread(Batches(parts, lengthOf)).SelectMany(batch => batch);

    private static IEnumerable<List<T>> Batches<T>(IEnumerable<T> parts, Func<T, int> lengthOf)
    {
        var (batch, length) = (new List<T>(), 0);
        foreach (var part in parts)
        {
            batch.Add(part);
            if ((length += lengthOf(part)) < CharactersInBatch) continue;
            yield return batch;
            (batch, length) = (new List<T>(batch.Count), 0);
        }

        yield return batch;
    }

    private static IEnumerable<T> OnSecondThread<T>(IEnumerable<T> items)
    {
        using var ready = new BlockingCollection<T>(BatchesAhead);
        using var abandoned = new CancellationTokenSource();
        var second = DeepThread.Start(Make);
        try
        {
            foreach (var item in ready.GetConsumingEnumerable()) yield return item;
        }
        finally
        {
            abandoned.Cancel();
            second.Join();
        }

        void Make()
        {
            try
            {
                foreach (var item in items) ready.Add(item, abandoned.Token);
            }
            catch (OperationCanceledException) when (abandoned.IsCancellationRequested)
            {
                // Nobody takes them any more.
            }
            finally
            {
                ready.CompleteAdding();
            }
        }
    }
}
