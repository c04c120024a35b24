namespace MassagerControl.Runtime.Keys;

/// <summary>Reads the events of one device on a thread of its own, so that a press waits for nobody, until it is gone or this is disposed of.</summary>
internal sealed class KeyReader : IDisposable
{
    private readonly InputFile _file;
    private readonly Action<KeyEvent> _take;
    private readonly Action _gone;
    private volatile bool _ended;

    /// <param name="file">Closed at the end.</param>
    /// <param name="take">Called on the thread; must return at once and not throw.</param>
    /// <param name="gone">Called on the thread, once, when the device is gone; not where this was disposed of.</param>
    public KeyReader(InputFile file, Action<KeyEvent> take, Action gone) => (_file, _take, _gone) = (file, take, gone);

    public InputDevice Device => _file.Device;

    public void Start() => new Thread(Run) { IsBackground = true, Name = "input device" }.Start();

    /// <summary>The file is closed a moment later.</summary>
    public void Dispose() => _ended = true;

    private void Run()
    {
        // As many as the kernel keeps for a small device.
        var buffer = new byte[64 * KeyEvent.Bytes];
        while (!_ended)
        {
            var read = _file.Read(buffer);
            if (read == InputFile.Gone)
                break;
            foreach (var told in KeyEvent.Parse(buffer.AsSpan(0, read)))
                if (!_ended)
                    _take(told);
        }
        _file.Close();
        if (!_ended)
            _gone();
    }
}
