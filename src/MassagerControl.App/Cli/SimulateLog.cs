using System.Text;

namespace MassagerControl.App.Cli;

/// <summary>The log of a virtual peripheral. What a link says after the log is closed is dropped.</summary>
internal sealed class SimulateLog(TextWriter inner) : TextWriter
{
    private readonly Lock _gate = new();
    private bool _closed;

    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => IfOpen(() => inner.Write(value));

    public override void Write(string? value) => IfOpen(() => inner.Write(value));

    public override void Flush() => IfOpen(inner.Flush);

    protected override void Dispose(bool disposing)
    {
        lock (_gate)
            _closed = true;
        base.Dispose(disposing);
    }

    private void IfOpen(Action act)
    {
        lock (_gate)
            if (!_closed)
                act();
    }
}
