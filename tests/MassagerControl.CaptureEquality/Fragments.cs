namespace MassagerControl.CaptureEquality;

/// <summary>Packets of L2CAP, cut as a link carries them.</summary>
internal static class Fragments
{
    public static IEnumerable<byte[]> Of(Spoken part)
    {
        byte[] whole = [(byte)(part.Packet.Length & 0xFF), (byte)(part.Packet.Length >> 8), (byte)part.Channel, 0, .. part.Packet];
        return whole.Chunk(part.Fragment);
    }
}
