using System.Buffers.Binary;
using System.IO.Compression;
using MassagerControl.Devices.Captures.Files;

namespace MassagerControl.Tests.Devices.Captures.Files;

public sealed class ContainerTests
{
    public static TheoryData<int> Formats => [.. Enumerable.Range(0, SampleSession.Formats.Length)];

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_session_is_the_same_in_every_container(int index)
    {
        var format = SampleSession.Formats[index];
        var packets = SampleSession.IsOfAir(format) ? SampleSession.Air : SampleSession.Hci;

        var (read, faults, found) = Read(SampleSession.In(format));

        Assert.Empty(faults);
        Assert.Equal(format, found);
        Assert.Equal(packets.Select((packet, at) => Line(packet, Known(format, packet), Checked(format, packet))), read);
        Assert.DoesNotContain(read, line => line.Contains("Other", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_file_that_is_cut_off_anywhere_gives_its_whole_packets_and_one_fault(int index)
    {
        var whole = SampleSession.In(SampleSession.Formats[index]);
        var (all, _, _) = Read(whole);

        for (var length = 0; length < whole.Length; length++)
        {
            var (read, faults, _) = Read(whole[..length]);

            Assert.Equal(all.Take(read.Length), read);
            Assert.True(faults.Length <= 1, string.Join("; ", faults.Select(fault => fault.Reason)));
            Assert.All(faults, fault => Assert.InRange(fault.Offset, 0, length));
        }
    }

    [Fact]
    public void Nanoseconds_and_ticks_of_other_lengths_become_microseconds()
    {
        Assert.Equal(1_500_000, Stamps.OfTicks(1_500_000_000, 9));
        Assert.Equal(1_500_000, Stamps.OfTicks(15, 1));
        Assert.Equal(1_500_000, Stamps.OfTicks(1536, 0x8A));
        Assert.Equal(0, Stamps.OfTicks(ulong.MaxValue, 0));
        Assert.Equal(0, Stamps.OfTicks(5, 0x7F));
    }

    [Fact]
    public void Several_interfaces_and_old_and_simple_blocks_are_told_apart_and_unknown_blocks_are_no_packets()
    {
        byte[] h4 = [4, 0x0E, 4, 1, 3, 0x0C, 0];
        byte[] monitor = [0, 7, 0, 3, 0x0E, 4, 1, 3, 0x0C, 0];
        byte[] file =
        [
            .. Block(0x0A0D0D0A, [0x4D, 0x3C, 0x2B, 0x1A, 1, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]),
            .. Block(1, [187, 0, 0, 0, 0, 0, 0, 0, 9, 0, 1, 0, 9, 0, 0, 0, 0, 0, 0, 0]),
            .. Block(0x7777, [1, 2, 3, 4]),
            .. Block(1, [254, 0, 0, 0, 0, 0, 0, 0]),
            .. Block(1, [1, 0, 0, 0, 0, 0, 0, 0]),
            .. Block(6, [1, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 10, 0, 0, 0, 10, 0, 0, 0, .. monitor, 0, 0]),
            .. Block(3, [7, 0, 0, 0, .. h4, 0]),
            .. Block(2, [0, 0, 0, 0, 0, 0, 0, 0, 0x88, 0x13, 0, 0, 7, 0, 0, 0, 7, 0, 0, 0, .. h4, 0]),
            .. Block(5, [0, 0, 0, 0]),
            .. Block(6, [2, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0xFF, 0, 0, 0]),
            .. Block(0x0BAD, [1, 2, 3, 4]),
            .. Block(6, [9, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0xFF, 0, 0, 0]),
        ];
        using var reader = CaptureReader.Open(new MemoryStream(file));

        Assert.True(reader.TryRead(out var first));
        Assert.Equal((PacketKind.HciEvent, 7, 5), (first.Kind, first.Adapter, first.Microseconds));
        Assert.True(reader.TryRead(out var second));
        Assert.Equal((PacketKind.HciEvent, 0, 0), (second.Kind, second.Adapter, second.Microseconds));
        Assert.True(reader.TryRead(out var third));
        Assert.Equal((3, PacketKind.HciEvent, 5), (third.Number, third.Kind, third.Microseconds));
        Assert.True(reader.TryRead(out var fourth));
        Assert.Equal(PacketKind.Other, fourth.Kind);
        Assert.True(reader.TryRead(out var fifth));
        Assert.Equal((5, PacketKind.Other), (fifth.Number, fifth.Kind));
        Assert.True(reader.TryRead(out var sixth));
        Assert.Equal((6, PacketKind.Other), (sixth.Number, sixth.Kind));
        Assert.False(reader.TryRead(out _));
        Assert.Equal(
            ["interface 2 has link type 1, which is none of Bluetooth that is understood; its packets were only counted", "a packet of interface 9, which the file does not describe; it was only counted"],
            reader.Faults.Select(fault => fault.Reason.Text));
    }

    [Theory]
    [InlineData("BEEF060000000012" + "07053C010000000000", true)]
    [InlineData("000613010000060A" + "01053C010000000000", false)]
    public void Heads_of_Nordics_older_sniffers_are_taken_off(string head, bool fromCentral)
    {
        const string OfAir = "4A5D6550010001" + "0203";
        var bytes = Convert.FromHexString(head + OfAir);

        var packet = LinkCoding.Unwrap(LinkTypes.NordicSniffer, new(1, 0, 0, PacketKind.Other, bytes), bytes, null, out var problem);

        Assert.Null(problem);
        Assert.Equal(OfAir, Convert.ToHexString(packet.Bytes.Span));
        Assert.Equal((fromCentral, true, fromCentral, false), (packet.FromHost is true, packet.CrcRight is true, packet.Encrypted, packet.Decrypted));
    }

    [Fact]
    public void A_packet_of_the_coded_air_loses_the_byte_about_its_coding()
    {
        byte[] bytes = [0, 0, 0, 0, 0, 0, 0, 0, 0x01, 0x84, 0x4A, 0x5D, 0x65, 0x50, 0x01, 1, 0, 1, 2, 3];

        var packet = LinkCoding.Unwrap(LinkTypes.AirWithHead, new(1, 0, 0, PacketKind.Other, bytes), bytes, null, out _);

        Assert.Equal("4A5D6550010001" + "0203", Convert.ToHexString(packet.Bytes.Span));
        Assert.False(packet.CrcRight);
    }

    [Fact]
    public void A_packed_log_is_read_as_it_is_and_a_packed_log_that_is_cut_off_is_told()
    {
        var plain = SampleSession.In(CaptureFormat.BtsnoopH4);
        var packed = Gzip(plain);

        var (read, faults, _) = Read(packed);
        Assert.Equal(SampleSession.Hci.Length, read.Length);
        Assert.Empty(faults);

        var (_, cut, _) = Read(packed[..(packed.Length / 2)]);
        Assert.NotEmpty(cut);
        Assert.Equal(SampleSession.Hci.Length, Read(Gzip(packed)).Packets.Length);
    }

    [Fact]
    public void The_newest_log_with_packets_of_a_bug_report_is_read_and_the_others_are_named()
    {
        var full = SampleSession.In(CaptureFormat.BtsnoopH4);
        var zip = Zip(
            ("dumpstate.log", "no capture"u8.ToArray(), 9),
            ("FS/data/misc/bluetooth/logs/btsnoop_hci.log", Gzip(full), 3),
            ("FS/data/misc/bluetooth/logs/btsnoop_hci.log.last", full, 2),
            ("FS/data/misc/bluetooth/logs/BT_HCI_2026.cfa", full[..16], 5));
        using var reader = CaptureReader.Open(new MemoryStream(zip));

        while (reader.TryRead(out _))
        {
        }
        Assert.Equal(SampleSession.Hci.Length, reader.Packets);
        Assert.Empty(reader.Faults);
        Assert.Equal(
            "3 captures are in the zip; read was the newest with packets in it, FS/data/misc/bluetooth/logs/btsnoop_hci.log, and not FS/data/misc/bluetooth/logs/btsnoop_hci.log.last, FS/data/misc/bluetooth/logs/BT_HCI_2026.cfa",
            Assert.Single(reader.Notes).Text);
    }

    [Fact]
    public void A_zip_without_a_capture_and_a_zip_that_is_cut_off_are_told()
    {
        var zip = Zip(("dumpstate.log", "no capture"u8.ToArray(), 9));

        Assert.StartsWith("no capture is in the zip", Assert.Single(Read(zip).Faults).Reason.Text, StringComparison.Ordinal);
        Assert.StartsWith("the zip is cut off", Assert.Single(Read(zip[..^30]).Faults).Reason.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_unpacks_to_too_much_is_not_read_to_its_end()
    {
        using var input = new CaptureInput(new MemoryStream(new byte[300_000]), most: 100_000);

        Assert.InRange(input.Skip(1_000_000), 100_000, 200_000);
        Assert.Equal("it holds more than 100000 bytes; the rest was not read", input.Broken?.Reason.Text);
    }

    [Fact]
    public void A_file_that_breaks_while_it_is_read_is_told_with_the_place()
    {
        var plain = SampleSession.In(CaptureFormat.BtsnoopH4);
        using var reader = CaptureReader.Open(new BreakingStream(plain, plain.Length - 4));

        while (reader.TryRead(out _))
        {
        }
        Assert.Contains(reader.Faults, fault => fault.Offset == plain.Length - 4 && fault.Reason.Text == "it cannot be read further: the disk is gone");
    }

    [Fact]
    public void A_packet_that_a_format_cannot_hold_is_misuse()
    {
        using var writer = new CaptureWriter(new MemoryStream(), CaptureFormat.BtsnoopH4);

        Assert.Throws<ArgumentException>(() => writer.Write(SampleSession.Air[0]));
        Assert.Throws<ArgumentException>(() => new CaptureWriter(new MemoryStream(), CaptureFormat.BtsnoopH4 with { LinkType = 7 }));
    }

    internal static byte[] Gzip(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return packed.ToArray();
    }

    internal static byte[] Zip(params (string Name, byte[] Bytes, int Day)[] files)
    {
        var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes, day) in files)
            {
                var entry = zip.CreateEntry(name);
                entry.LastWriteTime = new(2026, 11, day, 12, 0, 0, TimeSpan.Zero);
                using var stream = entry.Open();
                stream.Write(bytes);
            }
        }
        return packed.ToArray();
    }

    private static byte[] Block(uint type, byte[] body)
    {
        var block = new byte[body.Length + 12];
        BinaryPrimitives.WriteUInt32LittleEndian(block, type);
        BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(4), block.Length);
        body.CopyTo(block.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(block.Length - 4), block.Length);
        return block;
    }

    private static (string[] Packets, CaptureFault[] Faults, CaptureFormat? Format) Read(byte[] file)
    {
        using var reader = CaptureReader.Open(new MemoryStream(file));
        var lines = new List<string>();
        while (reader.TryRead(out var packet))
            lines.Add(Line(packet, packet.FromHost, packet.CrcRight));
        return ([.. lines], [.. reader.Faults], reader.Format);
    }

    /// <summary>What the format can say about a direction.</summary>
    private static bool? Known(CaptureFormat format, in CapturedPacket packet) => format switch
    {
        { LinkType: LinkTypes.Air } => null,
        { Container: CaptureContainer.Pcap, LinkType: LinkTypes.H4 } when packet.Kind == PacketKind.HciAcl => null,
        _ => packet.FromHost,
    };

    private static bool? Checked(CaptureFormat format, in CapturedPacket packet) => format.LinkType == LinkTypes.Air ? null : packet.CrcRight;

    private static string Line(in CapturedPacket packet, bool? fromHost, bool? crc) =>
        $"{packet.Number} {packet.Microseconds} {packet.Kind} {fromHost} {crc} {packet.Cut} {Convert.ToHexString(packet.Bytes.Span)}";

    private sealed class BreakingStream(byte[] bytes, int at) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count)
        {
            if (Position == at)
                throw new IOException("the disk is gone");
            return base.Read(buffer, offset, (int)Math.Min(count, at - Position));
        }
    }
}
