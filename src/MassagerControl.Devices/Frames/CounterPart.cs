namespace MassagerControl.Devices.Frames;

/// <summary>Counts the frames of a link.</summary>
internal sealed record CounterPart(FrameCounter Counts, NumberFormat Number) : FramePart
{
    internal override int Size => Number.Width;

    internal override IEnumerable<FrameCounter> Counters => [Counts];

    internal override void Write(FrameWriter frame)
    {
        Span<byte> bytes = stackalloc byte[Size];
        Number.Write(frame.Values[Counts.Key] ?? Counts.First, bytes);
        frame.Add(bytes);
    }

    internal override void Read(ref FrameReader frame)
    {
        var at = frame.Position;
        var bytes = frame.Take(Size);
        if (frame.Problem is not null)
            return;
        var value = Number.Read(bytes);
        if (value < Counts.First || value > Counts.Last)
            frame.Fail($"counts {value} at byte {at}, outside {Counts.First}–{Counts.Last}");
        else
            frame.Found(Counts.Key, value);
    }
}
