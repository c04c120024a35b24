using MassagerControl.Devices.Captures.Att;
using MassagerControl.Devices.Captures.Files;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Tests.Devices.Captures.Att;

/// <summary>What single packets of a capture mean, and what they do not.</summary>
public sealed class ConversationTests
{
    private const string First = "C0:00:00:00:00:01";
    private const string Second = "C0:00:00:00:00:02";
    private const uint LinkAddress = 0x50655D2A;

    [Fact]
    public void A_handle_of_a_controller_belongs_to_who_has_it_now()
    {
        var capture = Collected.Of(new HandMade()
            .Connect(0x40, 1).Att(0x40, true, [0x52, 5, 0, 1]).Disconnect(0x40).Att(0x40, true, [0x52, 5, 0, 2])
            .Connect(0x40, 2).Att(0x40, true, [0x52, 5, 0, 3]).Packets);

        Assert.Equal(["WriteCommand 0005 01 ", "WriteCommand 0005 02 "], capture.At(First).Lines());
        Assert.Equal(["WriteCommand 0005 03 "], capture.At(Second).Lines());
    }

    [Fact]
    public void The_attributes_of_the_two_sides_are_kept_apart()
    {
        // The device looks at the phone's attributes as the phone looks at the device's; the same handles mean other things.
        var capture = Collected.Of(new HandMade().Connect(0x40, 1)
            .Att(0x40, true, [0x08, 1, 0, 9, 0, 3, 0x28]).Att(0x40, false, [0x08, 1, 0, 9, 0, 3, 0x28])
            .Att(0x40, false, [0x09, 7, 4, 0, 0x0C, 5, 0, 0xF1, 0xFF]).Att(0x40, true, [0x09, 7, 4, 0, 0x02, 5, 0, 0x00, 0x2A])
            .Att(0x40, true, [0x52, 5, 0, 1]).Att(0x40, false, [0x12, 5, 0, 2]).Att(0x40, true, [0x13]).Packets);

        Assert.Equal(["WriteCommand 0005 01 "], capture.At(First).Lines());
        Assert.Equal(GattUuid.FromShort(0xFFF1), capture.At(First).Characteristics.Single().Uuid);
        var phone = capture.At("host");
        Assert.True(phone.OfHost);
        Assert.Equal(["WriteRequest 0005 02 True"], phone.Lines());
        Assert.Equal(GattUuid.FromShort(0x2A00), phone.Characteristics.Single().Uuid);
    }

    [Fact]
    public void A_switch_that_is_only_guessed_at_is_not_claimed()
    {
        var unknown = Collected.Of(new HandMade().Connect(0x40, 1).Att(0x40, true, [0x12, 6, 0, 1, 0]).Att(0x40, false, [0x1B, 5, 0, 7]).Packets).At(First);
        var known = Collected.Of(new HandMade().Connect(0x40, 1).Att(0x40, true, [0x12, 6, 0, 1, 0]).Att(0x40, false, [0x13])
            .Att(0x40, true, [0x08, 1, 0, 9, 0, 3, 0x28]).Att(0x40, false, [0x09, 7, 4, 0, 0x10, 5, 0, 0xF1, 0xFF])
            .Att(0x40, true, [0x04, 6, 0, 6, 0]).Att(0x40, false, [0x05, 1, 6, 0, 2, 0x29]).Packets).At(First);

        Assert.All(unknown.Characteristics, found => Assert.False(found.SwitchedOn));
        Assert.Empty(unknown.Switches);
        Assert.Equal([6], unknown.LikelySwitches.Select(handle => (int)handle));
        Assert.Empty(known.LikelySwitches);
        // Also when it became known only later.
        Assert.True(known.Characteristics.Single(found => found.Handle == 5).SwitchedOn);
        Assert.Equal([6], known.Switches.Select(handle => (int)handle));
    }

    [Fact]
    public void A_characteristic_without_a_known_service_has_its_own_uuid_and_no_other()
    {
        var found = Collected.Of(new HandMade().Connect(0x40, 1)
            .Att(0x40, true, [0x08, 1, 0, 9, 0, 3, 0x28]).Att(0x40, false, [0x09, 7, 4, 0, 0x10, 5, 0, 0xF1, 0xFF]).Packets).At(First).Characteristics.Single();

        Assert.Null(found.Uuids);
        Assert.Equal(GattUuid.FromShort(0xFFF1), found.Uuid);
    }

    [Fact]
    public void A_service_that_was_looked_for_by_its_uuid_is_known()
    {
        var found = Collected.Of(new HandMade().Connect(0x40, 1)
            .Att(0x40, true, [0x06, 1, 0, 0xFF, 0xFF, 0x00, 0x28, 0xF0, 0xFF]).Att(0x40, false, [0x07, 4, 0, 9, 0])
            .Att(0x40, true, [0x08, 4, 0, 9, 0, 3, 0x28]).Att(0x40, false, [0x09, 7, 4, 0, 0x10, 5, 0, 0xF1, 0xFF]).Packets).At(First).Characteristics.Single();

        Assert.Equal(new(GattUuid.FromShort(0xFFF0), GattUuid.FromShort(0xFFF1), GattProperties.Notify), found.Uuids);
    }

    [Fact]
    public void A_name_that_is_read_by_its_type_names_the_device()
    {
        var capture = Collected.Of(new HandMade().Connect(0x40, 1)
            .Att(0x40, true, [0x08, 1, 0, 0xFF, 0xFF, 0x00, 0x2A]).Att(0x40, false, [0x09, 6, 3, 0, .. "Ball"u8]).Packets);

        Assert.Equal("Ball", capture.At(First).Name);
    }

    [Fact]
    public void Several_values_read_at_once_have_their_handles()
    {
        var capture = Collected.Of(new HandMade().Connect(0x40, 1)
            .Att(0x40, true, [0x20, 5, 0, 7, 0]).Att(0x40, false, [0x21, 2, 0, 0xAA, 0xBB, 1, 0, 0xCC])
            .Att(0x40, true, [0x0E, 5, 0, 7, 0]).Att(0x40, false, [0x0F, 0xAA, 0xBB, 0xCC]).Packets);

        Assert.Equal(["ReadResponse 0005 aabb ", "ReadResponse 0007 cc "], capture.At(First).Lines());
        Assert.Equal(1, capture.Summary.Of(CountedKind.UnsplitValues));
    }

    [Fact]
    public void A_prepared_write_that_is_cancelled_or_refused_was_never_written()
    {
        var capture = Collected.Of(new HandMade().Connect(0x40, 1)
            .Att(0x40, true, [0x16, 5, 0, 0, 0, 1, 2]).Att(0x40, false, [0x17, 5, 0, 0, 0, 1, 2]).Att(0x40, true, [0x18, 0]).Att(0x40, false, [0x19])
            .Att(0x40, true, [0x16, 5, 0, 0, 0, 3]).Att(0x40, false, [0x01, 0x16, 5, 0, 0x07]).Att(0x40, true, [0x18, 1]).Att(0x40, false, [0x19])
            .Att(0x40, true, [0x16, 5, 0, 4, 0, 9]).Att(0x40, false, [0x17, 5, 0, 4, 0, 9]).Att(0x40, true, [0x18, 1]).Packets);

        Assert.Empty(capture.At(First).Lines());
        Assert.Equal(1, capture.Summary.Of(CountedKind.PartsWithoutBeginning));
    }

    [Fact]
    public void What_is_not_understood_is_counted()
    {
        var capture = Collected.Of(new HandMade().Connect(0x40, 1)
            .Att(0x40, true, [0x7F]).Att(0x40, false, [0x0B, 1]).Att(0x40, true, [0x12, 5]).Att(0x40, false, [0x01, 0x0A, 5, 0, 0x05])
            .Acl(0x40, 1, [1, 2], false).Acl(0x40, 0, [9, 0, 4, 0, 0x52], true).Acl(0x40, 0, [3, 0, 4, 0, 0x52, 5, 0], true)
            .Acl(0x40, 0, [1, 0, 0x40, 0, 7], true).Acl(0x40, 0, [8, 0, 1, 0, 2, 1, 4, 0, 0x1F, 0, 0x40, 0], true)
            .Acl(0x40, 0, [9, 0, 4, 0, 0x52, 5, 0], true, cut: true, length: 13).Packets);

        Assert.Equal(["WriteCommand 0005  "], capture.At(First).Lines());
        Assert.Equal(1, capture.Summary.UnknownOpcodes[0x7F]);
        Assert.All(
            [
                CountedKind.UnknownOpcodes, CountedKind.Malformed, CountedKind.FragmentsWithoutBeginning, CountedKind.Unfinished, CountedKind.OtherChannels,
                CountedKind.ClassicAttChannels, CountedKind.Cut, CountedKind.SecurityErrors,
            ],
            kind => Assert.Equal(1, capture.Summary.Of(kind)));
        Assert.Equal(2, capture.Summary.Of(CountedKind.AnswersWithoutQuestion));
    }

    [Fact]
    public void Pairing_and_encryption_are_told()
    {
        var encrypted = Collected.Of(new HandMade().Connect(0x40, 1).Event(0x08, [0, 0x40, 0, 1]).Packets).At(First);
        var paired = Collected.Of(new HandMade().Connect(0x40, 1)
            .Acl(0x40, 2, [8, 0, 6, 0, 0x09, 0, 6, 5, 4, 3, 2, 1], false).Packets).At(First);
        var asked = Collected.Of(new HandMade().Connect(0x40, 1).Acl(0x40, 0, [7, 0, 6, 0, 0x01, 3, 0, 5, 16, 1, 1], true).Packets);

        Assert.True(encrypted.Encrypted);
        Assert.Equal((true, "01:02:03:04:05:06"), (paired.Encrypted, paired.Identity));
        Assert.False(asked.At(First).Encrypted);
        Assert.Equal(1, asked.Summary.Of(CountedKind.Pairings));
    }

    [Fact]
    public void A_link_of_classic_Bluetooth_is_no_device_here()
    {
        var capture = Collected.Of(new HandMade().Event(0x03, [0, 0x40, 0, 6, 5, 4, 3, 2, 1, 1, 0]).Event(0x08, [0, 0x40, 0, 1])
            .Att(0x40, true, [0x52, 5, 0, 1]).Event(0x08, [0, 0x41, 0, 1]).Packets);

        Assert.Empty(capture.Devices);
        Assert.Equal(1, capture.Summary.Of(CountedKind.OtherChannels));
    }

    [Fact]
    public void Encrypted_packets_of_the_air_are_counted_and_not_read()
    {
        var capture = Collected.Of(new HandMade()
            .Air(LinkAddress, 0x02, [4, 0, 4, 0, 0x52, 5, 0, 1], true)
            .Air(LinkAddress, 0x0B, [0x03, .. new byte[22]], true).Air(LinkAddress, 0x03, [0x04, .. new byte[12]], false).Air(LinkAddress, 0x0B, [0x05], false)
            .Air(LinkAddress, 0x02, [4, 0, 4, 0, 0x52, 5, 0, 2], true).Packets);

        Assert.Equal(["WriteCommand 0005 01 "], capture.Devices.Single().Lines());
        Assert.True(capture.Devices.Single().Encrypted);
        Assert.Equal(1, capture.Summary.Of(CountedKind.EncryptedAirPackets));
    }

    [Fact]
    public void The_same_value_with_the_next_number_is_said_again()
    {
        byte[] write = [4, 0, 4, 0, 0x52, 5, 0, 1];
        var capture = Collected.Of(new HandMade()
            .Air(LinkAddress, 0x02, write, true).Air(LinkAddress, 0x0A, write, true).Air(LinkAddress, 0x0A, write, true).Packets);

        Assert.Equal(2, capture.Devices.Single().Values.Length);
    }

    [Fact]
    public void A_packet_of_the_air_with_a_wrong_checksum_says_nothing()
    {
        // Advertisements have a checksum that anybody can compute; this one is that of the first.
        byte[] payload = [1, 0, 0, 0, 0, 0xC0, 3, 9, (byte)'A', (byte)'B'];
        var sum = AirChecksum.Of([0x40, (byte)payload.Length, .. payload], 0x555555);
        byte[] right = [(byte)(sum & 0xFF), (byte)(sum >> 8 & 0xFF), (byte)(sum >> 16)];

        var capture = Collected.Of(new HandMade()
            .Air(0x8E89BED6, 0x40, payload, checksum: right).Air(0x8E89BED6, 0x40, [.. payload[..^1], (byte)'C'], checksum: right).Packets);

        Assert.Equal(1, capture.Summary.Of(CountedKind.AirChecksumErrors));
        Assert.Equal(1, capture.Summary.Of(CountedKind.Advertisements));
    }

    [Fact]
    public void The_parts_of_an_extended_advertisement_are_one()
    {
        byte[] Report(byte state, byte[] data) =>
            [0x0D, 1, (byte)(state << 5), 0, 1, 1, 0, 0, 0, 0, 0xC0, 1, 0, 0, 0x7F, 0xC4, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte)data.Length, .. data];
        var capture = Collected.Of(new HandMade()
            .Event(0x3E, Report(1, [9, 9, (byte)'L', (byte)'o', (byte)'n', (byte)'g'])).Event(0x3E, Report(0, [.. " Gun"u8, 5, 5, 1, 2, 3, 4])).Connect(0x40, 1).Packets);

        var advertised = capture.At(First).Advertised!;
        Assert.Equal(("Long Gun", -60), (advertised.Name, advertised.Rssi));
        Assert.Equal([new GattUuid(new Guid("04030201-0000-1000-8000-00805f9b34fb"))], advertised.Services);
    }

    [Fact]
    public void A_crowd_of_advertisers_takes_bounded_room_and_no_device_with_a_link_is_lost()
    {
        var made = new HandMade().Event(0x3E, [0x02, 1, 0, 1, 1, 0, 0, 0, 0, 0xC0, 3, 2, 9, (byte)'A', 0xC4]).Connect(0x40, 1);
        for (var i = 0; i < 20_000; i++)
            made.Event(0x3E, [0x02, 1, 0, 1, (byte)(i & 0xFF), (byte)(i >> 8), 7, 7, 7, 0x40, 3, 2, 9, (byte)'B', 0xC4]);

        var capture = Collected.Of(made.Packets);

        Assert.Equal("A", capture.At(First).Name);
        Assert.True(capture.Summary.Of(CountedKind.AdvertisersLeftOut) > 15_000);
        Assert.Single(capture.Devices);
    }

    [Fact]
    public void Devices_beyond_those_that_are_kept_are_counted()
    {
        var made = new HandMade();
        for (var i = 0; i < 2_000; i++)
            made.Event(0x3E, [0x01, 0, 0x40, 0, 0, 1, (byte)(i & 0xFF), (byte)(i >> 8), 0, 0, 0, 0xC0, 24, 0, 0, 0, 0xC8, 0, 0]).Att(0x40, true, [0x52, 5, 0, 1]);

        var capture = Collected.Of(made.Packets);

        Assert.Equal(1024, capture.Devices.Length);
        Assert.Equal(2_000 - 1024, capture.Summary.Of(CountedKind.PacketsOfDevicesLeftOut));
    }

    [Fact]
    public void Any_bytes_are_read_or_counted()
    {
        var random = new Random(1);
        var packets = Enumerable.Range(1, 200_000).Select(number =>
        {
            var bytes = new byte[random.Next(40)];
            random.NextBytes(bytes);
            var kind = (PacketKind)random.Next(5);
            // Mostly well formed outside, so that what is inside is reached.
            if (kind == PacketKind.HciAcl && bytes.Length >= 9)
                (bytes[0], bytes[1], bytes[2], bytes[3], bytes[4], bytes[5], bytes[6], bytes[7]) =
                    ((byte)(bytes[0] & 3), (byte)(bytes[1] & 0x30), (byte)(bytes.Length - 4), 0, (byte)(bytes.Length - 8), 0, 4, 0);
            if (kind == PacketKind.HciEvent && bytes.Length >= 3)
                (bytes[0], bytes[1], bytes[2]) = (0x3E, (byte)(bytes.Length - 2), (byte)(bytes[2] & 15));
            if (kind == PacketKind.LinkLayer && bytes.Length >= 6)
                (bytes[1], bytes[2], bytes[3], bytes[5]) = (0xBE, 0x89, 0x8E, (byte)(bytes.Length - 6));
            return new CapturedPacket(number, 0, random.NextInt64(), kind, bytes) { FromHost = random.Next(3) switch { 0 => null, 1 => true, _ => false } };
        });

        var capture = Collected.Of(packets);

        Assert.Equal(200_000, capture.Summary.Of(CountedKind.Packets));
        Assert.True(capture.Summary.Of(CountedKind.Malformed) > 1000);
    }
}
