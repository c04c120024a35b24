using System.Globalization;
using System.Text;
using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Frames;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Json;
using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Protocols;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Devices.Profiles;

/// <summary>Nothing else runs beside these: they weigh the memory of the whole process.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class WholeMemory
{
    public const string Name = "whole memory";
}

/// <summary>
/// Files and devices that talk nonsense: typed errors, bounded time and memory, no hang.
/// FUZZ_PROFILES and FUZZ_NOTIFICATIONS say how many, FUZZ_SEED which ones; the defaults are a short run.
/// </summary>
[Collection(WholeMemory.Name)]
public sealed class ProfileFuzzTests
{
    private const long MostBytesForOne = 4_000_000;

    private static readonly string[] Fragments =
    [
        "0", "-1", "1e9", "4294967296", "null", "true", "[]", "{}", "\"\"", "\"AA\"", "\"u32le\"", "\"rest\"", "\"level\"", "\"setLevel\"", "\"digits\"",
        "{\"checksum\":\"crc16XmodemBe\",\"from\":-9,\"to\":9}", "{\"length\":\"u8\",\"from\":3}", "{\"slip\":[\"C0\"]}", "{\"json\":{\"level\":\"a\"}}",
        "{\"base64\":[\"AA\"]}", "{\"padTo\":512}", "{\"toggle\":\"t\",\"of\":[\"00\",\"01\"]}", "{\"field\":\"level\",\"as\":\"digits\",\"plus\":2147483647}",
        "{\"read\":\"status\"}", "{\"mtu\":100}", "{\"bond\":true}", "{\"delay\":0.1}", "{\"wait\":\"status\",\"within\":60,\"say\":\"press\"}", "{\"every\":5,\"read\":\"status\"}",
        "{\"times\":3,\"gap\":0.05}", "\"apply\"", "\"stop\"", "2.5",
        "{\"field\":\"running\",\"as\":\"u8\",\"map\":{\"1\":1,\"2\":0}}", "{\"counter\":\"n\",\"as\":\"u8\"}", "{\"bits\":\"u16le\",\"fields\":{\"level\":{\"bit\":3,\"count\":9}}}",
    ];

    /// <summary>What no shipped profile has: a frame that commits, pauses, repeats, values that are read, long packets, a bond and a person who is waited for.</summary>
    private const string EveryMember = """
        {
          "format": 1, "id": "every-member", "name": "Every member", "kind": "gun", "minimumGap": 0.2,
          "provenance": { "sources": [{ "title": "made up for the tests", "licence": "CC0" }], "confidence": "virtual", "verifiedOnHardware": false, "unknown": [] },
          "safety": { "onDisconnect": "unknown" }, "match": { "names": ["Every"] }, "levels": { "table": [1, 2, 3] },
          "endpoints": {
            "control": { "service": "fff0", "characteristic": "fff1", "properties": ["write"] },
            "status": { "service": "fff0", "characteristic": "fff2", "properties": ["read", "notify"] },
            "auth": { "service": "fff0", "characteristic": "fff3", "properties": ["read"] }
          },
          "notifications": {
            "status": { "endpoint": "status", "frame": ["5B", { "field": "level", "as": "u8" }, { "field": "button", "as": "u8" }] }
          },
          "operations": {
            "setLevel": { "endpoint": "control", "mode": "withResponse", "frame": ["5A 01", { "field": "level", "as": "u8" }], "then": "apply", "pause": 0.1 },
            "apply": { "endpoint": "control", "mode": "withResponse", "frame": ["5A 03"], "commits": true },
            "stop": { "endpoint": "control", "mode": "withResponse", "frame": ["5A 00"], "repeat": { "times": 2, "gap": 0.05 } },
            "hello": { "endpoint": "control", "mode": "withResponse", "frame": ["5A 07"] }
          },
          "readStatus": "status",
          "keepAlive": { "every": 5, "read": "status" },
          "connect": [
            { "mtu": 60 }, { "bond": true }, { "subscribe": "status" }, { "read": "auth" }, { "send": "hello" }, { "delay": 0.1 },
            { "wait": "status", "where": { "button": 1 }, "within": 60, "say": "press the button" }
          ]
        }
        """;

    private static int Setting(string name, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : usual;

    private static Random Seeded() => new(Setting("FUZZ_SEED", 1));

    [Fact]
    public void A_mutated_profile_is_read_or_refused_with_errors_and_what_was_read_can_be_driven()
    {
        var random = Seeded();
        string[] originals = [.. ProfileCatalog.Shipped().Ids().Select(id => File.ReadAllText(Repository.PathOf("device-profiles", $"{id}.json"))), .. Enumerable.Repeat(EveryMember, 10)];
        var good = 0;
        for (var i = Setting("FUZZ_PROFILES", 5_000); i > 0; i--)
        {
            var text = Mutate(originals[random.Next(originals.Length)], random);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var reading = ProfileReader.Parse("fuzz.json", text);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytesForOne);
            Assert.InRange(reading.Errors.Length, reading.Succeeded ? 0 : 1, 101);
            if (reading.Value is not { } profile)
                continue;
            good++;
            foreach (var operation in profile.Operations)
                operation.Frame.TryDecode(operation.Frame.Encode(Values(profile)), out _, out _);
        }

        Assert.NotEqual(0, good);
    }

    /// <summary>A profile that is refused as it stands would be mutated in vain.</summary>
    [Fact]
    public void The_profile_of_every_member_is_a_good_one() =>
        Assert.Empty(ProfileReader.Parse("every-member.json", EveryMember).Errors);

    /// <summary>Everything in range that an operation can carry.</summary>
    private static FieldValues Values(DeviceProfile profile)
    {
        var values = FieldNames.Countdown.Append(FieldNames.Level).Concat(profile.Channels).Aggregate(
            FieldValues.None, (all, name) => all.With(name, profile.Levels.ToRaw(new Level(1))));
        return profile.Countdown is { } countdown ? values.With(countdown.Fields(profile.SetLevel.Frame)) : FieldNames.Countdown.Aggregate(values, (all, name) => all.With(name, 1));
    }

    private static string Mutate(string text, Random random)
    {
        var characters = new StringBuilder(text);
        for (var changes = random.Next(1, 4); changes > 0; changes--)
            switch (random.Next(5))
            {
                case 0:
                    characters[random.Next(characters.Length)] = (char)random.Next(32, 127);
                    break;
                case 1:
                    characters.Remove(random.Next(characters.Length - 40), random.Next(1, 40));
                    break;
                case 2:
                    var at = random.Next(characters.Length - 60);
                    characters.Insert(random.Next(characters.Length), characters.ToString(at, random.Next(1, 60)));
                    break;
                default:
                    Replace(characters, random);
                    break;
            }
        return characters.ToString();
    }

    /// <summary>Puts something else in the place of one value, so that the file often stays JSON.</summary>
    private static void Replace(StringBuilder text, Random random)
    {
        var all = text.ToString();
        var begin = all.IndexOfAny([':', '[', ','], random.Next(all.Length / 2)) + 1;
        var end = all.IndexOfAny([',', ']', '}'], begin);
        if (begin <= 0 || end <= begin)
            return;
        text.Remove(begin, end - begin);
        text.Insert(begin, Fragments[random.Next(Fragments.Length)]);
    }

    public static TheoryData<string> Talking() =>
        [.. ProfileCatalog.Shipped().ReadAll().Profiles.Where(profile => !profile.Notifications.IsEmpty).Select(profile => profile.Id)];

    [Theory]
    [MemberData(nameof(Talking))]
    public void Random_notifications_are_decoded_or_ignored_and_nothing_piles_up(string id)
    {
        var random = Seeded();
        var reports = 0;
        var profile = SimulatedRig.Shipped(id);
        var radio = new TalkingLink(profile);
        var options = new ProfiledMassagerOptions { Profile = profile, Radio = radio, Address = "x", Time = new MassagerControl.Core.Timing.VirtualTimeProvider(), Device = "x" };
        var link = new DeviceLink(radio, options, new FrameClock(options.Time), report =>
        {
            reports++;
            Assert.True(report is LevelReported { Level: var level } ? level.Number <= profile.Scale.Count : report is BatteryReported { Percent: <= 100 } or MassagerNotice);
        });
        foreach (var endpoint in profile.Endpoints.Where(endpoint => endpoint.CanNotify))
            SimulatedRig.Now(link.SubscribeAsync(endpoint, TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken));
        var heard = profile.Notifications.Select(format => Encoded(format, profile)).ToArray();
        var before = GC.GetTotalMemory(true);
        var count = Setting("FUZZ_NOTIFICATIONS", 20_000);

        for (var i = 0; i < count; i++)
            radio.Say(random, Noise(random, heard));

        Assert.InRange(GC.GetTotalMemory(true) - before, long.MinValue, MostBytesForOne);
        Assert.NotEqual(0, reports);
    }

    private static byte[] Encoded(NotificationFormat format, DeviceProfile profile)
    {
        var values = FieldNames.Told.Concat(profile.Channels).Aggregate(FieldValues.None, (all, name) => all.With(name, 0)).With(FieldNames.Running, 1);
        return format.Frame.Encode(values);
    }

    private static byte[] Noise(Random random, byte[][] heard)
    {
        byte[] bytes;
        if (random.Next(3) == 0)
            random.NextBytes(bytes = new byte[random.Next(0, 60)]);
        else
            bytes = [.. heard[random.Next(heard.Length)]];
        for (var flips = random.Next(3); flips > 0 && bytes.Length > 0; flips--)
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return random.Next(4) == 0 ? bytes[..random.Next(bytes.Length + 1)] : bytes;
    }

    [Theory]
    [InlineData("""{ "header": "68 79", "terminator": "0D 0A" }""")]
    [InlineData("""{ "header": "AA", "length": { "at": 1, "as": "u16be", "plus": -3 } }""")]
    [InlineData("""{ "length": { "at": 0, "as": "u8" }, "most": 40 }""")]
    [InlineData("""{ "terminator": "C0", "most": 4096 }""")]
    [InlineData("""{ "json": true, "most": 4096 }""")]
    public void Random_fragments_never_stop_a_stream(string stream)
    {
        var random = Seeded();
        var endpoint = JsonFileReader.Parse("s.json", $$"""
            { "e": { "service": "fff0", "characteristic": "fff1", "properties": ["notify"], "stream": {{stream}} } }
            """, root => EndpointReader.Read("e", root.Required("e"))).Value!;
        var cutter = new StreamCutter(endpoint.Stream!);
        byte[] usual = [0x68, 0x79, 0x0D, 0x0A, 0xAA, 0x00, 0x04, 0xC0, (byte)'{', (byte)'}', (byte)'"', (byte)'\\'];
        var frames = 0;
        for (var i = Setting("FUZZ_NOTIFICATIONS", 20_000) / 10; i > 0; i--)
        {
            var piece = new byte[random.Next(0, 64)];
            random.NextBytes(piece);
            for (var j = 0; j < piece.Length; j++)
                piece[j] = random.Next(2) == 0 ? usual[random.Next(usual.Length)] : piece[j];
            cutter.Add(piece, frame =>
            {
                Assert.InRange(frame.Length, 1, endpoint.Stream!.Most);
                frames++;
                return (frames & 1) == 0;
            });
        }

        Assert.NotEqual(0, frames);
    }

    /// <summary>A device that only talks.</summary>
    private sealed class TalkingLink(DeviceProfile profile) : IGattLink, IRadio
    {
        private readonly List<Action<ReadOnlyMemory<byte>>> _ears = [];

        public System.Collections.Immutable.ImmutableArray<GattCharacteristic> Characteristics { get; } =
            [.. profile.Endpoints.Select((e, i) => new GattCharacteristic(e.Service, e.ByProperty ? new(new Guid(i, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)) : e.Characteristic, e.Properties))];

        public void Say(Random random, byte[] bytes) => _ears[random.Next(_ears.Count)](bytes);

        public void ObserveLoss(Action<string> lost)
        {
        }

        public Task<ReadOnlyMemory<byte>> ReadAsync(GattCharacteristic characteristic, CancellationToken cancellation) => Task.FromResult<ReadOnlyMemory<byte>>(default);

        public Task WriteAsync(GattCharacteristic characteristic, ReadOnlyMemory<byte> value, WriteMode mode, CancellationToken cancellation) => Task.CompletedTask;

        public Task SubscribeAsync(GattCharacteristic characteristic, Action<ReadOnlyMemory<byte>> received, CancellationToken cancellation)
        {
            _ears.Add(received);
            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        public Task ScanAsync(Action<Advertisement> seen, CancellationToken cancellation) => Task.CompletedTask;

        public Task<IGattLink> ConnectAsync(string address, CancellationToken cancellation) => Task.FromResult<IGattLink>(this);
    }
}
