using System.Collections.Concurrent;
using System.Text;
using MassagerControl.App.Terminal;

namespace MassagerControl.Tests.App.Terminal;

/// <summary>A terminal in memory: keys are typed, writes are kept, and both can break or block.</summary>
internal sealed class FakeTerminal : TextWriter
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly BlockingCollection<ConsoleKeyInfo?> _keys = [];
    private readonly ManualResetEventSlim _flows = new(initialState: true);
    private readonly List<string> _writes = [];

    public override Encoding Encoding => Encoding.UTF8;

    public ScreenSize Size { get; set; } = new(80, 24);

    /// <summary>Asking for the size fails from now on.</summary>
    public bool SizeBroken { get; set; }

    public bool WriteBroken { get; set; }

    public bool Disposed { get; private set; }

    public string Written
    {
        get
        {
            lock (_writes)
                return string.Concat(_writes);
        }
    }

    public TerminalPort Port(TerminalLook? look = null) => new()
    {
        Output = this,
        ReadKey = () => _keys.Take(),
        Size = () => SizeBroken ? throw new InvalidOperationException("no size") : Size,
        Look = look ?? new TerminalLook { Colour = false },
        DiscardInput = () => Discarded++,
    };

    public void Type(char character, ConsoleKey key = ConsoleKey.None) => Press(new(character, key, shift: false, alt: false, control: false));

    public void Press(ConsoleKeyInfo key) => _keys.Add(key);

    public void EndInput() => _keys.Add(null);

    /// <summary>Ends the input and waits until nothing that was typed is left.</summary>
    public bool AllKeysRead(TimeSpan patience)
    {
        _keys.Add(null);
        return SpinWait.SpinUntil(() => _keys.Count == 0, patience);
    }

    /// <summary>How often unread input was thrown away.</summary>
    public int Discarded { get; private set; }

    /// <summary>Writes wait from now on, until <see cref="Flow"/>.</summary>
    public void Block() => _flows.Reset();

    public void Flow() => _flows.Set();

    protected override void Dispose(bool disposing)
    {
        Disposed = true;
        base.Dispose(disposing);
    }

    public override void Write(char value) => Write(value.ToString());

    public override void Write(string? value)
    {
        if (WriteBroken)
            throw new IOException("hung up");
        lock (_writes)
        {
            _writes.Add(value ?? "");
            Monitor.PulseAll(_writes);
        }
        _flows.Wait();
    }

    public override void WriteLine(string? value) => Write(value + "\n");

    /// <summary>Waits until a write holds the text, beginning with the write of the given number.</summary>
    /// <returns>The number of the write after it.</returns>
    public int Await(string text, int from = 0)
    {
        lock (_writes)
        {
            while (true)
            {
                var found = _writes.FindIndex(Math.Min(from, _writes.Count), write => write.Contains(text, StringComparison.Ordinal));
                if (found >= 0)
                    return found + 1;
                Assert.True(Monitor.Wait(_writes, Patience), $"never written: {text}\n{string.Concat(_writes)}");
            }
        }
    }

    public string WriteNumber(int number)
    {
        lock (_writes)
            return _writes[number - 1];
    }
}
