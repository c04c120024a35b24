using System.Collections;
using System.Reflection;
using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Profiles.Drafting;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Devices.Profiles;

/// <summary>What is read is written, and read again it is the same.</summary>
public sealed class ProfileWriterTests
{
    public static TheoryData<string> Shipped => [.. ProfileCatalog.Shipped().Ids()];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void A_shipped_profile_is_the_same_after_writing(string id) => Same(SimulatedRig.Shipped(id));

    [Theory]
    [InlineData("\"levels\": { \"table\": [10, 20, 30] }", "\"levels\": { \"codes\": [82, 80, 81], \"captions\": [{ \"level\": 2, \"hz\": 40.5, \"rpm\": 2400, \"amplitudeMm\": 12 }] }")]
    [InlineData("\"levels\": { \"table\": [10, 20, 30] }", "\"levels\": { \"count\": 40, \"lowest\": 5, \"highest\": 200 }")]
    [InlineData("\"levels\": { \"table\": [10, 20, 30] }", "\"levels\": { \"count\": 3, \"lowest\": 1, \"highest\": 8, \"inverted\": true, \"off\": 0 }")]
    [InlineData("\"names\": [\"Small\"]", "\"prefixes\": [\"Sm\"], \"contains\": [\"all\"], \"excluded\": [\"Smaller\"], \"companies\": [{ \"company\": \"496E\", \"offset\": 1, \"data\": \"00 3B\", \"mask\": \"FF F0\" }], \"services\": [\"fee9\"]")]
    [InlineData("\"kind\"", "\"ceiling\": 70.5, \"minimumGap\": 0.25, \"keepAlive\": { \"every\": 3, \"repeatLevel\": true }, \"deviceInformation\": true, \"kind\"")]
    [InlineData("[\"BB\", { \"field\": \"level\", \"as\": \"u8\" }]", "[{ \"bits\": \"u16le\", \"fields\": { \"running\": { \"bit\": 0, \"map\": { \"0\": 0, \"1\": 1 } }, \"level\": { \"bit\": 4, \"count\": 6 }, \"battery\": { \"bit\": 10, \"count\": 3, \"scale\": 25, \"unsupported\": 7 } } }, { \"unknown\": \"rest\" }]")]
    [InlineData("[\"BB\", { \"field\": \"level\", \"as\": \"u8\" }]", "[{ \"slip\": [\"10\", { \"field\": \"level\", \"as\": \"u24be\", \"plus\": 7 }, { \"match\": \"F0\", \"mask\": \"F0\" }], \"begin\": true }]")]
    [InlineData("[\"BB\", { \"field\": \"level\", \"as\": \"u8\" }]", "[{ \"json\": { \"battery\": { \"at\": \"power.soc\", \"scale\": 2 }, \"level\": \"speed\" } }]")]
    [InlineData("[\"BB\", { \"field\": \"level\", \"as\": \"u8\" }]", "[{ \"base64\": [{ \"field\": \"level\", \"as\": \"digits\", \"count\": 2 }, \"00\"] }, { \"toggle\": \"t\", \"of\": [\"00 34\", \"80 34\"] }, { \"counter\": \"n\", \"as\": \"u16be\", \"first\": 1, \"last\": 9 }, { \"padTo\": 20, \"with\": \"FF\" }, { \"length\": \"u8\", \"from\": 2, \"to\": -3 }, { \"checksum\": \"crc16ModbusLe\", \"from\": 1, \"to\": -4, \"plus\": 7 }]")]
    public void Whatever_a_profile_can_say_is_the_same_after_writing(string old, string changed)
    {
        var reading = ProfileReader.Parse("small.json", ProfileText.Small.Replace(old, changed));
        Assert.Empty(reading.Errors);
        Same(reading.Value!);
    }

    [Fact]
    public void What_is_not_known_is_not_written_and_the_reader_says_so()
    {
        var profile = SimulatedRig.Shipped("sim-percussion-gun");
        var draft = ProfileDraft.Of(profile);
        draft = draft with { Operations = [.. draft.Operations.Where(operation => operation != profile.Stop)], Unplaced = ["status"] };

        var errors = ProfileReader.Parse("sim-percussion-gun.json", ProfileWriter.Write(draft)).Errors;

        Assert.Contains(errors, error => error.Path == "$.operations.stop" && error.Reason.Text == "is missing");
        Assert.Contains(errors, error => error.Path == "$.endpoints.status.service");
    }

    private static void Same(DeviceProfile profile)
    {
        var text = ProfileWriter.Write(ProfileDraft.Of(profile));
        var reading = ProfileReader.Parse($"{profile.Id}.json", text);

        Assert.Empty(reading.Errors);
        Assert.Equal(Everything(profile, 0), Everything(reading.Value!, 0));
        Assert.Equal(text, ProfileWriter.Write(ProfileDraft.Of(reading.Value!)));
    }

    /// <summary>Every field of everything in it, whatever its own idea of equality.</summary>
    private static string Everything(object? value, int depth)
    {
        Assert.True(depth < 30, "has a loop");
        if (value is null or string or IFormattable or bool || value.GetType() is { IsPrimitive: true } or { IsEnum: true } || value is Delegate)
            return value is Delegate ? "" : $"{value}";
        if (value is IEnumerable items)
            return $"[{string.Join(", ", items.Cast<object?>().Select(item => Everything(item, depth + 1)))}]";
        var fields = new List<string>();
        for (var type = value.GetType(); type is not null && type != typeof(object) && type != typeof(ValueType); type = type.BaseType)
            fields.AddRange(type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                .Select(field => $"{field.Name}={Everything(field.GetValue(value), depth + 1)}"));
        return $"{value.GetType().Name}({string.Join(", ", fields)})";
    }
}
