using System.Text;

namespace MassagerControl.Tests.Support;

/// <summary>Output that a test waits for.</summary>
internal sealed class TypedWriter : TextWriter
{
    private readonly Lock _gate = new();
    private readonly StringBuilder _text = new();
    private readonly List<(string Part, TaskCompletionSource Seen)> _waiting = [];

    public TypedWriter() => NewLine = "\n";

    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>Completes when it was written, now or later.</summary>
    public Task SeesAsync(string part)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
            _waiting.Add((part, seen));
        Look();
        return seen.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    public override void Write(char value) => Write(value.ToString());

    public override void Write(string? value)
    {
        lock (_gate)
            _text.Append(value);
        Look();
    }

    public override void WriteLine(string? value) => Write(value + "\n");

    public override string ToString()
    {
        lock (_gate)
            return _text.ToString();
    }

    private void Look()
    {
        lock (_gate)
            foreach (var (part, seen) in _waiting)
                if (_text.ToString().Contains(part, StringComparison.Ordinal))
                    seen.TrySetResult();
    }
}
