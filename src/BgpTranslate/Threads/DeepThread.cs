using System.Runtime.ExceptionServices;

namespace BgpTranslate.Threads;

/// <summary>
/// Work on a thread of its own, with a deep stack: nested input and long chains of policies recurse, and a limit of the program should stop them, never the stack.
/// </summary>
internal sealed class DeepThread
{
    private const int StackBytes = 64 << 20;
    private readonly Thread thread;
    private ExceptionDispatchInfo? failure;

    private DeepThread(Action work) => thread = new Thread(() => Run(work), StackBytes) { IsBackground = true };

    /// <summary>Begins some work.</summary>
    public static DeepThread Start(Action work)
    {
        var started = new DeepThread(work);
        started.thread.Start();
        return started;
    }

    /// <summary>Waits for the end of the work. What it threw is thrown here.</summary>
    public void Join()
    {
        thread.Join();
        failure?.Throw();
    }

    private void Run(Action work)
    {
        try
        {
            work();
        }
        catch (Exception e)
        {
            failure = ExceptionDispatchInfo.Capture(e);
        }
    }
}
