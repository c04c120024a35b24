using MassagerControl.Runtime.Os;
using Microsoft.Win32.SafeHandles;

namespace MassagerControl.Runtime.Guarding;

/// <summary>The terminal of a session, kept by its guard: remembers its settings before the screen takes it, and restores them where the session cannot.</summary>
internal sealed class SessionTerminal : IDisposable
{
    private readonly SafeFileHandle _handle;
    private readonly byte[] _before = new byte[NativeUnix.TerminalModesBytes];
    private readonly byte[] _during = new byte[NativeUnix.TerminalModesBytes];
    private readonly bool _known;
    private volatile bool _seen;

    private SessionTerminal(SafeFileHandle handle)
    {
        _handle = handle;
        _known = NativeUnix.GetModes(Descriptor, _before);
        Lines = new StreamWriter(new FileStream(handle, FileAccess.Write, bufferSize: 0)) { AutoFlush = true, NewLine = "\n" };
    }

    /// <summary>Takes lines for the person. May block for as long as the terminal likes.</summary>
    public TextWriter Lines { get; }

    private int Descriptor => (int)_handle.DangerousGetHandle();

    /// <summary>Opens the terminal of this process. To be called before <see cref="NativeUnix.LeaveTerminal"/>.</summary>
    /// <returns>Null when there is none.</returns>
    public static SessionTerminal? Open()
    {
        if (OperatingSystem.IsWindows())
            return null;
        try
        {
            return new(File.OpenHandle("/dev/tty", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Looks what the session's screen has made of the terminal. Returns at once.</summary>
    public void Look() => _seen = NativeUnix.GetModes(Descriptor, _during);

    /// <summary>Puts the terminal back as it was before the session, unless somebody (a shell) has done so since the last look.</summary>
    public void Restore()
    {
        var now = new byte[NativeUnix.TerminalModesBytes];
        if (_known && _seen && NativeUnix.GetModes(Descriptor, now) && now.AsSpan().SequenceEqual(_during))
            NativeUnix.SetModes(Descriptor, _before);
    }

    public void Dispose()
    {
        try
        {
            Lines.Dispose();
        }
        catch (IOException)
        {
            // The terminal is gone.
        }
        _handle.Dispose();
    }
}
