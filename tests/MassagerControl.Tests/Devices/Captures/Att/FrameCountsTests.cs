using MassagerControl.CaptureEquality;
using MassagerControl.Devices.Captures.Att;
using MassagerControl.Devices.Captures.Files;

namespace MassagerControl.Tests.Devices.Captures.Att;

/// <summary>Captures of any length are grouped in bounded memory.</summary>
public sealed class FrameCountsTests
{
    [Fact]
    public void The_same_frame_is_counted_and_kept_once()
    {
        var counts = new FrameCounts(1000, 100_000);
        var reader = new AttReader(counts);
        for (var round = 0; round < 3; round++)
            foreach (var packet in HciCapture.Of(SampleSession.Parts))
                reader.Add(packet);

        var level = counts.Frames.Single(frame => frame.Device == 0 && frame.Kind == AttKind.WriteCommand && frame.Bytes.AsSpan().SequenceEqual((byte[])[0xAA, 0x55, 1, 0xFE]));
        Assert.Equal(6, level.Count);
        Assert.Equal(SampleSession.LevelHandle, level.Handle);
        Assert.Equal(0, counts.LeftOut);
    }

    [Fact]
    public void Frames_beyond_the_limits_are_counted()
    {
        var counts = new FrameCounts(5, 100_000);
        var reader = new AttReader(counts);
        foreach (var packet in HciCapture.Of(SampleSession.Parts))
            reader.Add(packet);

        Assert.Equal(5, counts.Frames.Length);
        Assert.True(counts.LeftOut > 20);
    }

    [Fact]
    public void A_packet_that_says_nothing_new_takes_no_memory()
    {
        // Discovery, connections and prepared writes may: they are few.
        var driving = HciCapture.Of(SampleSession.Parts.Where(part => part is Advertised or Connected { Link: < 2 } or Spoken { Link: < 2, Packet: [0x52 or 0x1B, ..] } or Mixed)).ToArray();
        var reader = new AttReader(new FrameCounts(1000, 100_000));
        var repeated = driving.Where(packet => packet.Kind == PacketKind.HciAcl).ToArray();
        foreach (var packet in driving)
            reader.Add(packet);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 1000; round++)
            foreach (var packet in repeated)
                reader.Add(packet);

        Assert.True(repeated.Length > 30);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4096);
    }
}
