namespace MassagerControl.Devices.Frames;

/// <summary>A number with a name.</summary>
public sealed record FieldPart(string Name, NumberFormat Number) : FramePart
{
    internal override int Size => Number.Width;

    internal override IEnumerable<FrameField> Carries => [new(Name, Meaning.HighestValue(Number.Highest)) { IsStretch = Meaning.Plus > 0 }];

    /// <summary>How the device's number becomes a value.</summary>
    internal FieldMeaning Meaning { get; init; } = FieldMeaning.Plain;

    internal override void Write(FrameWriter frame)
    {
        Span<byte> bytes = stackalloc byte[Number.Width];
        Number.Write(frame.RawOf(Name, Meaning), bytes);
        frame.Add(bytes);
    }

    internal override void Read(ref FrameReader frame)
    {
        var bytes = frame.Take(Number.Width);
        if (frame.Problem is null)
            frame.Found(Name, Meaning.Value(Number.Read(bytes)));
    }
}
