namespace MassagerControl.Runtime.Os;

/// <summary>Does things with files on one thread of its own, in order, so that nobody else waits for a disk.</summary>
/// <remarks>Members may be called from any thread. A process that ends in order finishes what is left, unless the disk takes longer than two seconds.</remarks>
internal sealed class FileThread
{
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(2);

    private readonly object _gate = new();
    private readonly Queue<Action> _work = [];

    public FileThread()
    {
        new Thread(Run) { IsBackground = true, Name = "files" }.Start();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Finish(LongestEnd);
    }

    /// <summary>Returns at once.</summary>
    /// <param name="work">Must not throw.</param>
    public void Post(Action work)
    {
        lock (_gate)
        {
            _work.Enqueue(work);
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Waits until everything that was posted is done.</summary>
    /// <returns>False when that takes longer than <paramref name="patience"/>.</returns>
    public bool Finish(TimeSpan patience)
    {
        var done = new TaskCompletionSource();
        Post(done.SetResult);
        return done.Task.Wait(patience);
    }

    private void Run()
    {
        while (true)
            Next()();
    }

    private Action Next()
    {
        lock (_gate)
        {
            while (_work.Count == 0)
                Monitor.Wait(_gate);
            return _work.Dequeue();
        }
    }
}
