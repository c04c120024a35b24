using MassagerControl.Core;

namespace MassagerControl.Devices.Frames;

/// <summary>How many bytes a range of the frame has: the whole frame, or its payload.</summary>
internal sealed record LengthPart(NumberFormat Number, ByteRange Range) : FramePart
{
    internal override int Size => Number.Width;

    internal override void Write(FrameWriter frame) => frame.Leave(Size);

    internal override void Read(ref FrameReader frame)
    {
        var at = frame.Position;
        var bytes = frame.Take(Size);
        if (frame.Problem is not null)
            return;
        if (!Range.IsInside(frame.Length, at))
            frame.Fail($"ends after {Phrase.Count(frame.Length, "byte")}, before what its length counts");
        else if (Number.Read(bytes) is var said && said != Count(frame.Length, at))
            frame.Fail($"byte {at} says {Phrase.Count(said, "byte")}, there are {Count(frame.Length, at)}");
    }

    internal void Fill(byte[] frame, int at) => Number.Write(Count(frame.Length, at), frame.AsSpan(at, Size));

    private long Count(int length, int at)
    {
        var (from, to) = Range.Of(length, at);
        return to - from + 1;
    }
}
