using MassagerControl.Core;
using MassagerControl.Devices.Json;

namespace MassagerControl.Runtime.Os;

/// <summary>Writes lines on a thread of its own, so that a full pipe or a slow disk never holds up a session.</summary>
/// <remarks>Members may be called from any thread. After a failure lines are dropped, and <see cref="Failure"/> says why.</remarks>
public sealed class LineWriter : IDisposable
{
    private readonly object _gate = new();
    private readonly Queue<string> _lines = [];
    private readonly TextWriter _writer;
    private readonly Action<Phrase> _failed;
    private readonly Thread _thread;
    private bool _closing;
    private volatile Phrase? _failure;

    /// <param name="writer">Flushed whenever no line waits; stays the caller's to dispose of.</param>
    /// <param name="failed">Told once, on the writing thread, why nothing more can be written; must not throw.</param>
    public LineWriter(TextWriter writer, Action<Phrase> failed)
    {
        (_writer, _failed) = (writer, failed);
        _thread = new Thread(Run) { IsBackground = true, Name = "lines" };
        _thread.Start();
    }

    /// <summary>Why lines were lost, or null.</summary>
    public Phrase? Failure => _failure;

    /// <summary>Returns at once.</summary>
    public void Post(string line)
    {
        lock (_gate)
        {
            if (_closing)
                return;
            _lines.Enqueue(line);
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Takes no more lines and waits until those taken are written.</summary>
    /// <returns>False when that takes longer than <paramref name="patience"/>: real time, because a real reader is slow.</returns>
    public bool Close(TimeSpan patience)
    {
        lock (_gate)
        {
            _closing = true;
            Monitor.Pulse(_gate);
        }
        return _thread.Join(patience);
    }

    public void Dispose() => Close(TimeSpan.Zero);

    private void Run()
    {
        try
        {
            while (Next() is { } line)
                _writer.Write(line + "\n");
            _writer.Flush();
        }
        catch (Exception exception) when (exception is ObjectDisposedException || FileErrorText.IsFailure(exception))
        {
            Fail(FileErrorText.Of(exception, null));
        }
    }

    /// <returns>Null when closed and nothing is left.</returns>
    private string? Next()
    {
        if (Take() is { } line)
            return line;
        // Nothing waits: a good moment to let readers see what was written.
        _writer.Flush();
        lock (_gate)
        {
            while (_lines.Count == 0 && !_closing)
                Monitor.Wait(_gate);
            return _lines.TryDequeue(out var next) ? next : null;
        }
    }

    private string? Take()
    {
        lock (_gate)
            return _lines.TryDequeue(out var line) ? line : null;
    }

    private void Fail(Phrase reason)
    {
        lock (_gate)
        {
            _closing = true;
            _lines.Clear();
        }
        _failure = reason;
        _failed(reason);
    }
}
