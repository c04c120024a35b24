using System.Text;
using MassagerControl.Devices.Captures.Files;

namespace MassagerControl.Tests.Devices.Captures.Files;

public sealed class BtsnoopTests
{
    private static readonly byte[] Head = [.. "btsnoop\0"u8, 0, 0, 0, 1, 0, 0, 3, 0xEA];

    private static readonly byte[] WriteOfAllOnes =
    [
        0, 0, 0, 10, 0, 0, 0, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0x00, 0xE2, 0xDD, 0xB3, 0x0F, 0x2F, 0x80, 0x01,
        2, 0x40, 0, 5, 0, 1, 0, 4, 0, 0x0A,
    ];

    [Fact]
    public void A_record_of_Android_is_read_without_its_type_and_with_its_time()
    {
        using var reader = CaptureReader.Open(new MemoryStream([.. Head, .. WriteOfAllOnes]));

        Assert.True(reader.TryRead(out var packet));
        Assert.Equal((1, 16, PacketKind.HciAcl, true), (packet.Number, packet.Offset, packet.Kind, packet.FromHost));
        Assert.Equal(0x00E2DDB30F2F8001 - 0x00DCDDB30F2F8000, packet.Microseconds);
        Assert.Equal("40000500010004000A", Convert.ToHexString(packet.Bytes.Span));
        Assert.False(reader.TryRead(out _));
        Assert.Empty(reader.Faults);
        Assert.Equal(CaptureFormat.BtsnoopH4, reader.Format);
    }

    [Theory]
    [InlineData(33, "cut off: 33 of 34 bytes")]
    [InlineData(24, "cut off: 24 of 34 bytes")]
    [InlineData(23, "cut off: 23 of 24 bytes of its head")]
    public void A_last_record_that_is_cut_off_is_told_with_its_offset(int bytes, string reason)
    {
        using var reader = CaptureReader.Open(new MemoryStream([.. Head, .. WriteOfAllOnes, .. WriteOfAllOnes[..bytes]]));

        Assert.True(reader.TryRead(out _));
        Assert.False(reader.TryRead(out _));
        var fault = Assert.Single(reader.Faults);
        Assert.Equal(16 + WriteOfAllOnes.Length, fault.Offset);
        Assert.Contains(reason, fault.Reason.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_absurd_length_ends_the_reading_and_takes_no_memory()
    {
        byte[] absurd = [.. WriteOfAllOnes];
        absurd[4] = 0x7F;
        using var reader = CaptureReader.Open(new MemoryStream([.. Head, .. absurd, .. WriteOfAllOnes]));

        Assert.False(reader.TryRead(out _));
        Assert.StartsWith("a record of 2130706442 bytes", Assert.Single(reader.Faults).Reason.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_capture_is_told()
    {
        using var reader = CaptureReader.Open(new MemoryStream(Encoding.ASCII.GetBytes("hello")));

        Assert.False(reader.TryRead(out _));
        Assert.Equal("no capture file that is known: it begins with 68656C6C6F", Assert.Single(reader.Faults).Reason.Text);
    }
}
