namespace MassagerControl.Devices.Frames;

/// <summary>Bytes that nobody has explained: any value is read, the simulator fills them with 0.</summary>
/// <param name="Count">Null for all the rest of the frame, however long; the simulator leaves that empty.</param>
public sealed record UnknownPart(int? Count) : FramePart
{
    internal override int Size => Count ?? 0;

    internal override void Write(FrameWriter frame)
    {
        for (var i = 0; i < Size; i++)
            frame.Add([0]);
    }

    internal override void Read(ref FrameReader frame)
    {
        if (Count is { } count)
            frame.Take(count);
        else
            frame.TakeRest();
    }
}
