using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace MassagerControl.Lab.Tests.Support;

/// <summary>A Bluetooth shutter as the kernel shows one: an input device of this process (<c>/dev/uinput</c>), plugged in until it is disposed of. Needs root.</summary>
internal sealed class Clicker : IDisposable
{
    public const int VolumeUp = 115;
    public const int Six = 7;

    // linux/uinput.h.
    private const nuint SetEventBit = 0x40045564;
    private const nuint SetKeyBit = 0x40045565;
    private const nuint Setup = 0x405c5503;
    private const nuint Create = 0x5501;
    private const nuint Destroy = 0x5502;
    private const int SetupBytes = 92;
    private const int SetupNameAt = 8;

    // linux/input.h and linux/input-event-codes.h.
    private const int EventBytes = 24;
    private const ushort Sync = 0;
    private const ushort Key = 1;
    private const ushort BusBluetooth = 5;

    // asm-generic/fcntl.h: write only, never waiting.
    private const int WriteNoWait = 0x1 | 0x800;

    private readonly int _file;

    public Clicker(string name, params int[] keys)
    {
        _file = Done(Open("/dev/uinput\0"u8.ToArray(), WriteNoWait));
        Done(Tell(_file, SetEventBit, Key));
        foreach (var key in keys)
            Done(Tell(_file, SetKeyBit, key));
        var setup = new byte[SetupBytes];
        BinaryPrimitives.WriteUInt16LittleEndian(setup, BusBluetooth);
        Encoding.UTF8.GetBytes(name).CopyTo(setup, SetupNameAt);
        Done(Fill(_file, Setup, setup));
        Done(Tell(_file, Create, 0));
    }

    /// <summary>Down, held, and let go.</summary>
    public void Press(int key) => Send((Key, key, 1), (Sync, 0, 0), (Key, key, 2), (Sync, 0, 0), (Key, key, 0), (Sync, 0, 0));

    public void Dispose()
    {
        _ = Tell(_file, Destroy, 0);
        _ = Close(_file);
    }

    private void Send(params (ushort Type, int Code, int Value)[] events)
    {
        var bytes = new byte[events.Length * EventBytes];
        foreach (var (index, (type, code, value)) in events.Index())
        {
            // Before these comes the time, which the kernel sets.
            var told = bytes.AsSpan(index * EventBytes + 16);
            BinaryPrimitives.WriteUInt16LittleEndian(told, type);
            BinaryPrimitives.WriteUInt16LittleEndian(told[2..], (ushort)code);
            BinaryPrimitives.WriteInt32LittleEndian(told[4..], value);
        }
        Done((int)Write(_file, bytes, (nuint)bytes.Length));
    }

    private static int Done(int result) => result >= 0 ? result : throw new InvalidOperationException($"uinput: {Marshal.GetLastPInvokeErrorMessage()}");

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static extern int Tell(int file, nuint request, nint value);

    [DllImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static extern int Fill(int file, nuint request, byte[] value);

    [DllImport("libc", EntryPoint = "write", SetLastError = true)]
    private static extern nint Write(int file, byte[] bytes, nuint length);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int file);
}
