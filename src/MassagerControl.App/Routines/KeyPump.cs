using MassagerControl.App.Terminal;

namespace MassagerControl.App.Routines;

/// <summary>The one reader of a terminal's keys while screens follow each other: each gets the keys that are pressed while it is there, and no other does.</summary>
/// <remarks>A screen of a session reads keys on a thread that nobody can call back: without this its first key, which may be STOP, would be read by the screen before it.</remarks>
internal sealed class KeyPump
{
    private readonly TerminalPort _terminal;
    private readonly Lock _gate = new();
    private Action<ConsoleKeyInfo?>? _taker;
    private bool _ended;

    private KeyPump(TerminalPort terminal) => _terminal = terminal;

    public static KeyPump Start(TerminalPort terminal)
    {
        var pump = new KeyPump(terminal);
        new Thread(pump.Read) { IsBackground = true, Name = "routine keys" }.Start();
        return pump;
    }

    /// <summary>Hands every key to a taker until disposed of; null says that there will be no more. Called on the key thread; must return at once.</summary>
    public IDisposable Lend(Action<ConsoleKeyInfo?> taker)
    {
        bool ended;
        lock (_gate)
            (_taker, ended) = (taker, _ended);
        if (ended)
            taker(null);
        return new Lease(this, taker);
    }

    /// <summary>A terminal whose keys end when it is given back.</summary>
    public LentTerminal Lend(CancellationToken cancellation)
    {
        var keys = new LateKeys();
        var lease = Lend(key =>
        {
            if (key is { } pressed)
                keys.Add(pressed);
            else
                keys.End();
        });
        return new(_terminal with { ReadKey = () => keys.Take(cancellation) }, keys, lease);
    }

    private void Read()
    {
        while (true)
        {
            var key = NextKey();
            Action<ConsoleKeyInfo?>? taker;
            lock (_gate)
            {
                _ended = key is null;
                taker = _taker;
            }
            taker?.Invoke(key);
            if (key is null)
                return;
        }
    }

    private ConsoleKeyInfo? NextKey()
    {
        try
        {
            return _terminal.ReadKey();
        }
        catch (Exception)
        {
            // Whatever breaks the source of keys counts as its end.
            return null;
        }
    }

    private void GiveBack(Action<ConsoleKeyInfo?> taker)
    {
        lock (_gate)
            if (_taker == taker)
                _taker = null;
    }

    private sealed class Lease(KeyPump pump, Action<ConsoleKeyInfo?> taker) : IDisposable
    {
        public void Dispose() => pump.GiveBack(taker);
    }
}

/// <summary>A terminal for one screen.</summary>
/// <param name="Keys">What its keys come from.</param>
internal sealed record LentTerminal(TerminalPort Port, LateKeys Keys, IDisposable Lease) : IDisposable
{
    public void Dispose()
    {
        Lease.Dispose();
        Keys.End();
    }
}
