using System.Collections.Immutable;

namespace MassagerControl.Devices.Frames;

/// <summary>Bytes that take turns from one frame of a link to the next.</summary>
/// <param name="Choices">Two or more, all of one length, in their order.</param>
internal sealed record TogglePart(string Name, ImmutableArray<ImmutableArray<byte>> Choices) : FramePart
{
    internal override int Size => Choices[0].Length;

    internal override IEnumerable<FrameCounter> Counters => [Counts];

    private FrameCounter Counts => new(Name, 0, Choices.Length - 1);

    internal override void Write(FrameWriter frame) => frame.Add(Choices[(int)(frame.Values[Counts.Key] ?? 0)].AsSpan());

    internal override void Read(ref FrameReader frame)
    {
        var at = frame.Position;
        var found = frame.Take(Size);
        if (frame.Problem is not null)
            return;
        for (var i = 0; i < Choices.Length; i++)
        {
            if (!found.SequenceEqual(Choices[i].AsSpan()))
                continue;
            frame.Found(Counts.Key, i);
            return;
        }
        frame.Fail($"has {Hex.Format(found)} at byte {at}, none of {string.Join(", ", Choices.Select(choice => Hex.Format(choice.AsSpan())))}");
    }
}
