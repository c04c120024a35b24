using System.Runtime.InteropServices;

namespace MassagerControl.Devices.BlueZ.Bus;

/// <summary>What the bus thread waits with: <c>poll</c>, and an event that wakes it.</summary>
internal static unsafe partial class LibC
{
    public const short PollIn = 1;

    // errno values of Linux on every architecture that .NET runs on.
    public const int Interrupted = 4;
    public const int BrokenPipe = 32;
    public const int ConnectionReset = 104;
    public const int NotConnected = 107;

    // From the kernel's headers of every architecture that .NET runs on: EFD_CLOEXEC | EFD_NONBLOCK; F_DUPFD_CLOEXEC.
    private const int CloseOnExecNonBlocking = 0x80000 | 0x800;
    private const int DuplicateCloseOnExec = 1030;

    private const string Library = "libc";

    public static int NewEvent() => EventFd(0, CloseOnExecNonBlocking);

    public static int Duplicate(int descriptor) => FCntl(descriptor, DuplicateCloseOnExec, 0);

    public static void Raise(int @event)
    {
        ulong one = 1;
        _ = Write(@event, &one, sizeof(ulong));
    }

    public static void Clear(int @event)
    {
        ulong count;
        _ = Read(@event, &count, sizeof(ulong));
    }

    [LibraryImport(Library, EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(PollDescriptor* descriptors, nuint count, int milliseconds);

    [LibraryImport(Library, EntryPoint = "close")]
    public static partial int Close(int descriptor);

    [LibraryImport(Library, EntryPoint = "eventfd", SetLastError = true)]
    private static partial int EventFd(uint count, int flags);

    [LibraryImport(Library, EntryPoint = "fcntl", SetLastError = true)]
    private static partial int FCntl(int descriptor, int command, nint argument);

    [LibraryImport(Library, EntryPoint = "write")]
    private static partial nint Write(int descriptor, void* bytes, nuint count);

    [LibraryImport(Library, EntryPoint = "read")]
    private static partial nint Read(int descriptor, void* bytes, nuint count);

    [StructLayout(LayoutKind.Sequential)]
    internal struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}
