namespace MassagerControl.Devices.Frames;

/// <summary>A number with a name.</summary>
public sealed record FieldPart(string Name, NumberFormat Number) : FramePart
{
    internal override int Size => Number.Width;

    internal override void Write(FrameWriter frame) => frame.AddField(this);

    internal override void Read(ref FrameReader frame)
    {
        var bytes = frame.Take(Number.Width);
        if (frame.Problem is null)
            frame.Found(Name, Number.Read(bytes));
    }
}
