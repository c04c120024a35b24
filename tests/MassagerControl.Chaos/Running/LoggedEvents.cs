using MassagerControl.Runtime.Events;
using MassagerControl.Runtime.Os;

namespace MassagerControl.Chaos.Running;

/// <summary>The event log as the program writes it, on a thread of its own, to a disk that fills up; the session waits for each line, so that every run is the same.</summary>
internal sealed class LoggedEvents : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly BoundedDisk _disk;
    private readonly LineWriter _writer;
    private readonly ManualResetEventSlim _failed = new();
    private int _posted;

    /// <param name="failed">Told once why nothing more can be written.</param>
    public LoggedEvents(int room, Action<string> failed)
    {
        _disk = new BoundedDisk(room);
        _writer = new LineWriter(_disk, reason =>
        {
            failed(reason.Text);
            _failed.Set();
        });
        Log = new EventLog(Write, trace: false);
    }

    public EventLog Log { get; }

    /// <returns>Everything was written.</returns>
    public bool Close()
    {
        Log.Finish();
        return _writer.Close(Patience) && _writer.Failure is null;
    }

    public void Dispose()
    {
        _writer.Dispose();
        _failed.Dispose();
        _disk.Dispose();
    }

    private void Write(string line)
    {
        if (_failed.IsSet)
            return;
        _posted++;
        _writer.Post(line);
        var spin = new SpinWait();
        while (_disk.Lines < _posted && !_failed.IsSet)
            spin.SpinOnce();
    }
}
