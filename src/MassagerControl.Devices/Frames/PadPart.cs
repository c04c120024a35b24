namespace MassagerControl.Devices.Frames;

/// <summary>Fills the frame up to a fixed length.</summary>
/// <param name="To">Bytes that the frame has after it.</param>
internal sealed record PadPart(int To, byte With) : FramePart
{
    internal override int Size => 0;

    internal override int End(int at) => Math.Max(at, To);

    internal override void Write(FrameWriter frame)
    {
        while (frame.Length < To)
            frame.Add([With]);
    }

    internal override void Read(ref FrameReader frame)
    {
        var at = frame.Position;
        var padding = frame.Take(Math.Max(0, To - at));
        if (frame.Problem is null && padding.ContainsAnyExcept(With))
            frame.Fail($"is not filled up with {Hex.Format([With])} from byte {at} on");
    }
}
