using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace MassagerControl.Runtime.Keys;

/// <summary>One <c>struct input_event</c> of the kernel, without its time.</summary>
/// <param name="Code">Of a key its number (<see cref="KeyNames"/>).</param>
/// <param name="Value">Of a key 1: pressed, 0: let go, 2: held, again.</param>
internal readonly record struct KeyEvent(int Type, int Code, int Value)
{
    // linux/input-event-codes.h.
    private const int Sync = 0;
    private const int Dropped = 3;
    private const int Key = 1;

    private const int TypeBytes = 2;
    private const int CodeBytes = 2;
    private const int ValueBytes = 4;

    // Before these comes the time, two numbers of the size of a pointer.
    private static readonly int TimeBytes = 2 * IntPtr.Size;

    public static readonly int Bytes = TimeBytes + TypeBytes + CodeBytes + ValueBytes;

    public bool IsDown => Type == Key && Value == 1;

    /// <summary>The kernel had more to say than this program took, and threw it away.</summary>
    public bool IsLoss => Type == Sync && Code == Dropped;

    /// <param name="read">What one read gave: whole events, always.</param>
    public static ImmutableArray<KeyEvent> Parse(ReadOnlySpan<byte> read)
    {
        var events = ImmutableArray.CreateBuilder<KeyEvent>(read.Length / Bytes);
        for (; read.Length >= Bytes; read = read[Bytes..])
        {
            var told = read[TimeBytes..];
            events.Add(new(
                MemoryMarshal.Read<ushort>(told),
                MemoryMarshal.Read<ushort>(told[TypeBytes..]),
                MemoryMarshal.Read<int>(told[(TypeBytes + CodeBytes)..])));
        }
        return events.DrainToImmutable();
    }

    /// <returns>The event as the kernel writes it on this machine, for whoever plays a device.</returns>
    public byte[] ToBytes()
    {
        var bytes = new byte[Bytes];
        var told = bytes.AsSpan(TimeBytes);
        MemoryMarshal.Write(told, (ushort)Type);
        MemoryMarshal.Write(told[TypeBytes..], (ushort)Code);
        MemoryMarshal.Write(told[(TypeBytes + CodeBytes)..], Value);
        return bytes;
    }
}
