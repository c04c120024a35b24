using MassagerControl.Devices.Captures.Cleaning;
using MassagerControl.Devices.Captures.Files;
using MassagerControl.Tests.Devices.Captures.Files;

namespace MassagerControl.Tests.Devices.Captures.Cleaning;

public sealed class CaptureCleanerTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("massager-clean-");

    public static TheoryData<int> Formats => [.. Enumerable.Range(0, SampleSession.Formats.Length)];

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Formats))]
    public void No_address_key_or_name_of_anybody_is_left_and_the_device_is(int index)
    {
        var format = SampleSession.Formats[index];
        var isAir = SampleSession.IsOfAir(format);
        var (cleaned, bytes) = Cleaned(isAir ? CrowdedCapture.Air(format) : CrowdedCapture.Hci(format));

        Assert.NotNull(cleaned);
        foreach (var secret in CrowdedCapture.Secrets)
            Assert.Equal(-1, bytes.AsSpan().IndexOf(secret));
        var packets = Packets(bytes);
        Assert.Equal(cleaned.Kept, packets.Length);
        // The frame of level 3, as it was.
        Assert.Contains(packets, packet => packet.Contains("121000AA55010304", StringComparison.Ordinal));
        Assert.Contains(packets, packet => packet.Contains("1B13005A64", StringComparison.Ordinal));
        Assert.Contains(packets, packet => packet.Contains("47756E31", StringComparison.Ordinal) && packet.Contains("0100000000C0", StringComparison.Ordinal));
    }

    [Fact]
    public void The_secrets_are_in_the_capture_that_is_cleaned()
    {
        var bytes = CrowdedCapture.Hci(CaptureFormat.BtsnoopH4);

        foreach (var secret in new[] { CrowdedCapture.Stranger, CrowdedCapture.Phone, CrowdedCapture.Private, CrowdedCapture.LongTermKey, CrowdedCapture.IdentityKey, CrowdedCapture.SigningKey, CrowdedCapture.ClassicKey })
            Assert.NotEqual(-1, bytes.AsSpan().IndexOf(secret));
    }

    [Fact]
    public void A_host_log_keeps_the_way_of_the_link_and_nothing_of_pairing()
    {
        var (_, bytes) = Cleaned(CrowdedCapture.Hci(CaptureFormat.BtsnoopH4));

        var packets = Packets(bytes);
        Assert.Contains(packets, packet => packet == "HciEvent 3E130100400000010100000000C01800000048000" + "0");
        Assert.Contains(packets, packet => packet == "HciEvent 080400400001");
        Assert.Equal("HciEvent 050400400013", packets[^1]);
        Assert.DoesNotContain(packets, packet => packet.StartsWith("HciCommand", StringComparison.Ordinal));
        Assert.DoesNotContain(packets, packet => packet.StartsWith("HciAcl", StringComparison.Ordinal) && packet.Substring("HciAcl ".Length + 12, 4) == "0600");
        Assert.Contains(packets, packet => packet.EndsWith("0100000000C002", StringComparison.Ordinal));
        Assert.Contains(packets, packet => packet.EndsWith("010000FFFE0000C0", StringComparison.Ordinal));
        Assert.Contains(packets, packet => packet.EndsWith(Convert.ToHexString("me=C0:00:00:00:00:01"u8), StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_sniffer_heard_keeps_its_turns_and_says_that_it_was_encrypted()
    {
        var (_, bytes) = Cleaned(CrowdedCapture.Air(new(CaptureContainer.Pcap, LinkTypes.AirWithHead)));

        var packets = Packets(bytes);
        Assert.Equal(SampleSession.Air.Length + 5, packets.Length);
        // Pairing, the phone's name and what was encrypted are empty packets with the numbers that they had.
        Assert.Equal(["LinkLayer 4A5D65500500", "LinkLayer 4A5D65500500"], packets[8..10].Select(packet => packet[..22]));
        Assert.Equal("LinkLayer 4A5D65500317" + "03" + new string('0', 44), packets[10][..^6]);
        Assert.Equal("LinkLayer 4A5D65500301" + "05", packets[11][..^6]);
        Assert.Equal("LinkLayer 4A5D65500100", packets[12][..^6]);
        // A packet that nothing was changed in keeps its checksum, which is made anew.
        Assert.Equal(Convert.ToHexString(SampleSession.Air[5].Bytes.Span), packets[5]["LinkLayer ".Length..]);
    }

    [Fact]
    public void A_device_can_be_chosen_and_one_that_is_not_there_is_refused_with_those_that_are()
    {
        var capture = CrowdedCapture.Hci(CaptureFormat.BtsnoopH4);

        Assert.NotNull(Cleaned(capture, CrowdedCapture.DeviceText).Cleaned);
        Assert.NotNull(Cleaned(capture, "46:e5:e4:e3:e2:e1").Cleaned);
        Assert.Equal("no link to 00:00:00:00:00:07 is in it; there are C1:02:03:04:05:06 (4 writes)", Refusal(capture, "00:00:00:00:00:07"));
        Assert.Equal("'gun' is no Bluetooth address: six pairs of hex digits with colons", Refusal(capture, "gun"));
        Assert.Equal("no link to a device is in it: there is nothing to keep", Refusal(capture[..16], null));
        Assert.StartsWith("no capture file that is known", Refusal([1, 2, 3], null), StringComparison.Ordinal);
        Assert.Empty(_folder.GetFiles("*.out"));
    }

    [Fact]
    public void A_link_that_began_before_the_capture_is_kept_as_it_is()
    {
        var stream = new MemoryStream();
        using (var writer = new CaptureWriter(stream, CaptureFormat.BtsnoopH4))
            foreach (var packet in SampleSession.Hci[4..])
                writer.Write(packet);

        var (cleaned, bytes) = Cleaned(stream.ToArray());

        Assert.Equal(7, cleaned?.Kept);
        Assert.Equal(SampleSession.Hci[4..].Select(Line), Packets(bytes));
    }

    [Fact]
    public void A_cleaned_capture_is_cleaned_to_itself()
    {
        var (_, once) = Cleaned(CrowdedCapture.Hci(CaptureFormat.BtsnoopH4));
        var (_, twice) = Cleaned(once);

        Assert.Equal(once, twice);
    }

    private string? Refusal(byte[] capture, string? device)
    {
        var path = Path.Combine(_folder.FullName, "in");
        File.WriteAllBytes(path, capture);
        return CaptureCleaner.Clean(path, device, () => File.Create(path + ".out")).Refusal?.Text;
    }

    private (CleanedCapture? Cleaned, byte[] Bytes) Cleaned(byte[] capture, string? device = null)
    {
        var path = Path.Combine(_folder.FullName, "in");
        File.WriteAllBytes(path, capture);
        var stream = new MemoryStream();
        return (CaptureCleaner.Clean(path, device, () => stream).Cleaned, stream.ToArray());
    }

    private static string[] Packets(byte[] file)
    {
        using var reader = CaptureReader.Open(new MemoryStream(file));
        var lines = new List<string>();
        while (reader.TryRead(out var packet))
            lines.Add(Line(packet));
        Assert.Empty(reader.Faults);
        return [.. lines];
    }

    private static string Line(CapturedPacket packet) => $"{packet.Kind} {Convert.ToHexString(packet.Bytes.Span)}";
}
