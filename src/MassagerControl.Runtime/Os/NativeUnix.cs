using System.Runtime.InteropServices;
using System.Text;

namespace MassagerControl.Runtime.Os;

/// <summary>The few calls to the C library that .NET has no words for. Unix only.</summary>
public static class NativeUnix
{
    public const int Failed = -1;

    // Far more than struct termios takes anywhere; its contents are only kept and given back.
    public const int TerminalModesBytes = 256;

    // The same numbers on every Linux architecture (asm-generic/unistd.h, since Linux 5.1 and 5.3).
    private const nint PidfdSendSignal = 424;
    private const nint PidfdOpen = 434;

    // linux/fcntl.h and linux/stat.h.
    private const int CurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const uint BasicStats = 0x7ff;
    private const int StatxBytes = 256;
    private const int StatxOwnerAt = 20;

    // termios.h: TCIFLUSH is 0 on Linux, 1 on macOS and the BSDs.
    private const int BsdInputQueue = 1;

    // asm-generic/fcntl.h: write only, append, never the controlling terminal.
    private const int WriteAppendNoTerminal = 0x1 | 0x400 | 0x100;

    // asm-generic/fcntl.h: read only, never waiting, not handed on to other programs.
    private const int ReadNoWait = 0x800 | 0x80000;

    // poll.h: struct pollfd is the descriptor, what is asked for and what came, 4, 2 and 2 bytes.
    private const int PollBytes = 8;
    private const int PollAskedAt = 4;
    private const int PollCameAt = 6;
    private const byte PollIn = 0x1;
    private const byte PollOver = 0x8 | 0x10 | 0x20;

    // errno.h.
    private const int Interrupted = 4;
    private const int TryAgain = 11;

    public static int OwnUser() => (int)GetEffectiveUser();

    public static int Parent() => GetParent();

    /// <summary>A session of its own: no terminal's signals reach it any more.</summary>
    public static bool LeaveTerminal() => SetSession() != Failed;

    /// <summary>A handle of a process that stays its own, even when the number is used again. Linux only.</summary>
    public static int OpenProcess(int pid) => (int)SystemCall(PidfdOpen, pid, 0, 0, 0);

    public static bool Signal(int handle, int signal) => SystemCall(PidfdSendSignal, handle, signal, 0, 0) == 0;

    public static bool SignalByNumber(int pid, int signal) => Kill(pid, signal) == 0;

    public static bool GetModes(int terminal, byte[] modes) => GetAttributes(terminal, modes) == 0;

    /// <summary>Throws away what the terminal of this process's standard input holds unread; does nothing where that is no terminal.</summary>
    public static void DiscardInput()
    {
        if (!OperatingSystem.IsWindows())
            _ = FlushQueue(0, OperatingSystem.IsLinux() ? 0 : BsdInputQueue);
    }

    public static bool SetModes(int terminal, byte[] modes) => SetAttributes(terminal, 0, modes) == 0;

    /// <returns>The file descriptor, or <see cref="Failed"/>. Linux only.</returns>
    public static int OpenToAppend(string path) => Open(Terminated(path), WriteAppendNoTerminal);

    /// <returns>The file descriptor, or <see cref="Failed"/> with the reason in <see cref="Marshal.GetLastPInvokeError"/>. Linux only.</returns>
    public static int OpenToRead(string path) => Open(Terminated(path), ReadNoWait);

    public static void Close(int descriptor) => _ = CloseDescriptor(descriptor);

    /// <summary>Reads what is there, or what comes in time. Linux only.</summary>
    /// <returns>How many bytes; 0 where nothing came; <see cref="Failed"/> where nothing will come any more.</returns>
    public static int ReadWithin(int descriptor, byte[] buffer, int milliseconds)
    {
        var asked = new byte[PollBytes];
        BitConverter.TryWriteBytes(asked, descriptor);
        asked[PollAskedAt] = PollIn;
        if (Poll(asked, 1, milliseconds) is var came && came <= 0)
            return came == 0 || Marshal.GetLastPInvokeError() == Interrupted ? 0 : Failed;
        if ((asked[PollCameAt] & PollOver) != 0)
            return Failed;
        var read = (int)Read(descriptor, buffer, (nuint)buffer.Length);
        return read > 0 ? read : read < 0 && Marshal.GetLastPInvokeError() is Interrupted or TryAgain ? 0 : Failed;
    }

    /// <summary>Asks a device something (ioctl). Linux only.</summary>
    /// <param name="answer">Long enough for what the request is answered with.</param>
    public static bool Control(int descriptor, nuint request, byte[] answer) => AskDevice(descriptor, request, answer) != Failed;

    /// <summary>Tells a device something (ioctl). Linux only.</summary>
    public static bool Control(int descriptor, nuint request, nint value) => TellDevice(descriptor, request, value) != Failed;

    /// <summary>Gives a file another name, in one step.</summary>
    /// <returns>False where something has that name already, or no links can be made.</returns>
    public static bool Link(string file, string name) => Link(Terminated(file), Terminated(name)) == 0;

    /// <returns>Who owns a file or folder, links not followed; null where that cannot be told. Linux only.</returns>
    public static int? OwnerOf(string path)
    {
        var stats = new byte[StatxBytes];
        return OperatingSystem.IsLinux() && Statx(CurrentFolder, Terminated(path), NoFollow, BasicStats, stats) == 0
            ? BitConverter.ToInt32(stats, StatxOwnerAt)
            : null;
    }

    private static byte[] Terminated(string path) => Encoding.UTF8.GetBytes(path + "\0");

    [DllImport("libc", EntryPoint = "geteuid")]
    private static extern uint GetEffectiveUser();

    [DllImport("libc", EntryPoint = "getppid")]
    private static extern int GetParent();

    [DllImport("libc", EntryPoint = "setsid")]
    private static extern int SetSession();

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int pid, int signal);

    [DllImport("libc", EntryPoint = "tcgetattr")]
    private static extern int GetAttributes(int descriptor, [Out] byte[] modes);

    [DllImport("libc", EntryPoint = "tcsetattr")]
    private static extern int SetAttributes(int descriptor, int when, byte[] modes);

    [DllImport("libc", EntryPoint = "tcflush")]
    private static extern int FlushQueue(int descriptor, int queue);

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int CloseDescriptor(int descriptor);

    [DllImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static extern int Poll([In, Out] byte[] asked, nuint count, int milliseconds);

    [DllImport("libc", EntryPoint = "read", SetLastError = true)]
    private static extern nint Read(int descriptor, [Out] byte[] buffer, nuint length);

    [DllImport("libc", EntryPoint = "ioctl")]
    private static extern int AskDevice(int descriptor, nuint request, [Out] byte[] answer);

    [DllImport("libc", EntryPoint = "ioctl")]
    private static extern int TellDevice(int descriptor, nuint request, nint value);

    [DllImport("libc", EntryPoint = "link")]
    private static extern int Link(byte[] file, byte[] name);

    [DllImport("libc", EntryPoint = "statx")]
    private static extern int Statx(int folder, byte[] path, int flags, uint mask, [Out] byte[] stats);

    [DllImport("libc", EntryPoint = "syscall")]
    private static extern nint SystemCall(nint number, nint first, nint second, nint third, nint fourth);
}
