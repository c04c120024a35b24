namespace MassagerControl.RadioContract;

/// <summary>Every thread of the thread pool is busy, and every one that is added, until this is disposed of.</summary>
/// <remarks>For whoever has the process to himself. Nothing that waits for the pool goes on meanwhile, whoever disposes of it must not either.</remarks>
public sealed class StarvedPool : IDisposable
{
    // Far more than the pool adds in a minute.
    private const int Blocks = 1000;

    private readonly ManualResetEventSlim _over = new();

    public StarvedPool()
    {
        ThreadPool.GetMinThreads(out var least, out _);
        // Whoever starves it may have one of its threads.
        using var busy = new CountdownEvent(Thread.CurrentThread.IsThreadPoolThread ? Math.Max(1, least - 1) : least);
        for (var i = 0; i < Blocks; i++)
            ThreadPool.UnsafeQueueUserWorkItem(_ => Block(busy), null);
        busy.Wait();
    }

    public void Dispose() => _over.Set();

    private void Block(CountdownEvent busy)
    {
        try
        {
            if (!busy.IsSet)
                busy.Signal();
        }
        catch (Exception exception) when (exception is InvalidOperationException or ObjectDisposedException)
        {
            // As many as there have to be were counted.
        }
        _over.Wait();
    }
}
