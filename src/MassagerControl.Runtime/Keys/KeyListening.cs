namespace MassagerControl.Runtime.Keys;

/// <summary>Hears the keys of all devices that this user may read, and of those that join; takes none of them for itself.</summary>
public sealed class KeyListening : IDisposable
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private readonly InputPort _port;
    private readonly Action<InputDevice, int> _pressed;
    private readonly Dictionary<string, KeyReader> _readers = [];
    private readonly ITimer _timer;
    private bool _closed;

    /// <param name="pressed">Told of each key that goes down, on a thread of that device; must return at once and not throw.</param>
    /// <param name="time">Real time.</param>
    public KeyListening(InputPort port, Action<InputDevice, int> pressed, TimeProvider time)
    {
        (_port, _pressed) = (port, pressed);
        Look();
        _timer = time.CreateTimer(_ => Look(), null, LookAgain, LookAgain);
    }

    public void Dispose()
    {
        _timer.Dispose();
        lock (_gate)
        {
            _closed = true;
            foreach (var reader in _readers.Values)
                reader.Dispose();
            _readers.Clear();
        }
    }

    private void Look()
    {
        foreach (var device in _port.List().Where(device => device.Problem is null))
            lock (_gate)
                if (!_closed && !_readers.ContainsKey(device.Path) && _port.Open(device.Path) is { } file)
                    Add(file);
    }

    private void Add(InputFile file)
    {
        KeyReader? reader = null;
        reader = new KeyReader(file, told => Hear(file.Device, told), () => Forget(reader!));
        _readers[file.Device.Path] = reader;
        reader.Start();
    }

    private void Hear(InputDevice device, KeyEvent told)
    {
        if (told.IsDown)
            _pressed(device, told.Code);
    }

    private void Forget(KeyReader reader)
    {
        lock (_gate)
            _readers.Remove(reader.Device.Path);
    }
}
