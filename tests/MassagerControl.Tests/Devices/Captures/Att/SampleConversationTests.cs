using MassagerControl.CaptureEquality;
using MassagerControl.Devices.Captures.Att;
using MassagerControl.Devices.Captures.Files;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Tests.Devices.Captures.Att;

/// <summary>A whole session, as a phone logs it and as a sniffer hears it.</summary>
public sealed class SampleConversationTests
{
    private const string Gun = "C0:00:00:00:00:01";
    private const string Ball = "C0:00:00:00:00:02";

    public static TheoryData<string> Sources => ["phone", "phone without directions", "phone with wrong directions", "sniffer"];

    [Theory]
    [MemberData(nameof(Sources))]
    public void A_session_is_the_same_whoever_captured_it(string source)
    {
        var capture = Collected.Of(Packets(source));

        Assert.Equal([Gun, Ball], capture.Devices.Select(device => device.Address));
        var gun = capture.At(Gun);
        Assert.Equal("Made Gun1", gun.Name);
        Assert.Equal("Made Gun1", gun.Advertised!.Name);
        Assert.Equal([GattUuid.FromShort(0xFFF0)], gun.Advertised.Services);
        Assert.Equal([1, 2], gun.Advertised.ManufacturerData[0xFFFF]);
        Assert.Equal(2, gun.Links);
        Assert.Equal(247, gun.Mtu);
        Assert.Equal(
            ["WriteCommand 0012 aa5501fe ", "WriteCommand 0012 aa5502fd ", "WriteCommand 0012 aa5503fc ", "WriteCommand 0012 aa553fc0 "],
            gun.Lines(AttKind.WriteCommand).Take(4));
        Assert.Equal(new Guid("6e400001-b5a3-f393-e0a9-e50e24dcca9e"), capture.At(Ball).Advertised!.Services.Single().Value);
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void Requests_have_their_answers_and_long_values_are_whole(string source)
    {
        var gun = Collected.Of(Packets(source)).At(Gun);

        var text = Convert.ToHexStringLower(Enumerable.Range(0, 50).Select(i => (byte)(i * 5)).ToArray());
        Assert.Equal(
            [
                "WriteRequest 0015 0100 True", "WriteRequest 0012 aa5500ff True", $"WriteRequest 0022 {text} True", "WriteRequest 0012 ee False",
                "WriteRequest 0015 0100 True", "WriteRequest 0012 aa5500ff True",
            ],
            gun.Lines(AttKind.WriteRequest));
        var read = Convert.ToHexStringLower(Enumerable.Range(0, 27).Select(i => (byte)i).ToArray());
        Assert.Equal(["ReadResponse 0003 4d6164652047756e31 ", $"ReadResponse 0022 {read[..44]} ", $"ReadResponse 0022 {read} "], gun.Lines(AttKind.ReadResponse));
        Assert.Equal(["Indication 0014 0909 True"], Collected.Of(Packets(source)).At(Ball).Lines(AttKind.Indication));
        Assert.Contains("Notification 0014 aabb ", gun.Lines());
        Assert.Contains("Notification 0012 cc ", gun.Lines());
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public void Handles_have_their_uuids_on_the_second_link_too(string source)
    {
        var gun = Collected.Of(Packets(source)).At(Gun);

        var level = gun.Characteristics.Single(found => found.Handle == SampleSession.LevelHandle);
        var status = gun.Characteristics.Single(found => found.Handle == SampleSession.StatusHandle);
        Assert.Equal(new(GattUuid.FromShort(0xFFF0), GattUuid.FromShort(0xFFF1), GattProperties.Write | GattProperties.WriteWithoutResponse), level.Uuids);
        Assert.Equal((false, true), (level.SwitchedOn, status.SwitchedOn));
        Assert.Equal([SampleSession.SwitchHandle], gun.Switches);
        Assert.DoesNotContain(gun.Characteristics, found => found.Handle == SampleSession.SwitchHandle);
        Assert.Equal([0, 2], gun.Values.Select(value => value.Link).Distinct());
    }

    [Fact]
    public void Fragments_of_any_size_give_the_same_values()
    {
        var whole = Collected.Of(HciCapture.Of(SampleSession.Parts));
        for (var size = 1; size < 60; size++)
        {
            var cut = Collected.Of(HciCapture.Of(Cut(size)));

            Assert.Equal(whole.At(Gun).Lines(), cut.At(Gun).Lines());
            Assert.Equal(whole.At(Ball).Lines(), cut.At(Ball).Lines());
        }
    }

    [Fact]
    public void A_value_that_is_sent_twice_on_the_air_is_one()
    {
        var capture = Collected.Of(AirCapture.Of(SampleSession.Parts));

        Assert.Single(capture.At(Gun).Lines(), "WriteCommand 0012 aa5542 ");
        Assert.Equal(1, capture.Summary.Of(CountedKind.AirRetransmissions));
    }

    [Fact]
    public void A_sniffer_that_does_not_say_who_speaks_gives_no_value_that_was_not_said()
    {
        var said = Collected.Of(HciCapture.Of(SampleSession.Parts));
        var heard = Collected.Of(AirCapture.Of(SampleSession.Parts).Select(packet => packet with { FromHost = null }));

        Assert.True(heard.Summary.Of(CountedKind.AmbiguousFragments) > 0);
        Assert.Empty(heard.At(Gun).Lines().Except(said.At(Gun).Lines()));
        Assert.Empty(heard.At(Ball).Lines().Except(said.At(Ball).Lines()));
    }

    [Fact]
    public void A_capture_begun_after_discovery_has_handles_and_no_uuids()
    {
        var packets = HciCapture.Of(SampleSession.Parts);
        var levels = packets.SkipWhile(packet => !packet.Bytes.Span.EndsWith((ReadOnlySpan<byte>)[0xAA, 0x55, 0x01, 0xFE])).Take(14);

        var device = Collected.Of(levels).Devices.Single();

        Assert.Equal("link 0", device.Address);
        Assert.Equal([SampleSession.LevelHandle, SampleSession.StatusHandle], device.Characteristics.Select(found => found.Handle));
        Assert.All(device.Characteristics, found => Assert.Null(found.Uuids));
        Assert.Equal(14, device.Values.Length);
    }

    [Fact]
    public void Values_beyond_the_limit_are_counted()
    {
        var all = Collected.Of(HciCapture.Of(SampleSession.Parts)).At(Gun);
        var few = Collected.Of(HciCapture.Of(SampleSession.Parts), mostOfDevice: 5).At(Gun);

        Assert.Equal(all.Lines().Take(5), few.Lines());
        Assert.Equal(all.Values.Length - 5, few.ValuesLeftOut);
    }

    private static IEnumerable<SessionPart> Cut(int size) => SampleSession.Parts.Select(part => part switch
    {
        Spoken spoken => spoken with { Fragment = size },
        Mixed mixed => new Mixed([.. mixed.Parts.Select(spoken => spoken with { Fragment = size })]),
        _ => part,
    });

    private static IEnumerable<CapturedPacket> Packets(string source) => source switch
    {
        "phone" => HciCapture.Of(SampleSession.Parts),
        "phone without directions" => Unmixed().Select(packet => packet with { FromHost = null }),
        "phone with wrong directions" => Unmixed().Select(packet => packet with { FromHost = true }),
        _ => AirCapture.Of(SampleSession.Parts),
    };

    /// <summary>Fragments of both ways at once can only be told apart by a direction.</summary>
    private static IReadOnlyList<CapturedPacket> Unmixed() => HciCapture.Of(SampleSession.Parts.Where(part => part is not Mixed));
}
