using System.Collections.Concurrent;

namespace BgpTranslate.Threads;

/// <summary>Makes the parts of a large text on a second thread, a little ahead of who uses them.</summary>
internal static class ReadAhead
{
    // Below that a thread costs more than it saves.
    private const int LargeText = 1 << 16;

    // Parts may be large themselves: a set of some hundred prefixes is one.
    private const int PartsInBatch = 32;
    private const int BatchesAhead = 2;

    /// <summary>The same parts in the same order.</summary>
    /// <param name="parts">Parts of a text; what makes them shares nothing that changes with who uses them.</param>
    /// <param name="length">Characters of the text.</param>
    public static IEnumerable<T> Ahead<T>(this IEnumerable<T> parts, int length) => length < LargeText ? parts : OnSecondThread(parts);

    private static IEnumerable<T> OnSecondThread<T>(IEnumerable<T> parts)
    {
        using var ready = new BlockingCollection<T[]>(BatchesAhead);
        using var abandoned = new CancellationTokenSource();
        var second = DeepThread.Start(Make);
        try
        {
            foreach (var part in ready.GetConsumingEnumerable().SelectMany(batch => batch)) yield return part;
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
                foreach (var batch in parts.Chunk(PartsInBatch)) ready.Add(batch, abandoned.Token);
            }
            catch (OperationCanceledException) when (abandoned.IsCancellationRequested)
            {
                // Nobody takes parts any more.
            }
            finally
            {
                ready.CompleteAdding();
            }
        }
    }
}
