using System.Buffers.Binary;

namespace MassagerControl.Devices.Captures.Files;

/// <summary>What every packet of the air begins with.</summary>
internal static class Air
{
    /// <summary>The access address of all advertisements.</summary>
    public const uint Advertising = 0x8E89BED6;

    /// <returns>0 where the packet is too short to have one.</returns>
    public static uint AccessAddress(ReadOnlySpan<byte> packet) => packet.Length < 4 ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(packet);
}
