namespace MassagerControl.Benchmarks.Measuring;

/// <summary>Keeps every core busy until it is disposed of, at most for a few minutes.</summary>
internal sealed class BusyCores : IDisposable
{
    private const long LongestMilliseconds = 300_000;

    private readonly Thread[] _threads;
    private volatile bool _over;

    public BusyCores()
    {
        _threads = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(Spin) { IsBackground = true })];
        foreach (var thread in _threads)
            thread.Start();
    }

    public void Dispose()
    {
        _over = true;
        foreach (var thread in _threads)
            thread.Join();
    }

    private void Spin()
    {
        var began = Environment.TickCount64;
        while (!_over && Environment.TickCount64 - began < LongestMilliseconds)
        {
        }
    }
}
