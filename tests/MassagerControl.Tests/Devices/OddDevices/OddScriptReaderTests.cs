using MassagerControl.Devices.OddDevices;

namespace MassagerControl.Tests.Devices.OddDevices;

public sealed class OddScriptReaderTests
{
    public static TheoryData<string> All => [.. OddRig.Names];

    [Theory]
    [MemberData(nameof(All))]
    public void Every_device_of_the_folder_can_be_read(string name)
    {
        Assert.NotNull(OddRig.Script(name).Device);
        Assert.Equal(name, OddRig.ProfileOf(name).Id);
    }

    /// <summary>A kind without a device would be tried by nobody.</summary>
    [Fact]
    public void The_devices_of_the_folder_have_every_kind_of_condition()
    {
        var kinds = typeof(OddCondition).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(OddCondition)) && !type.IsAbstract).Select(type => type.Name);

        Assert.Equal(kinds.Order(), OddRig.Names.SelectMany(name => OddRig.Script(name).Conditions).Select(condition => condition.GetType().Name).Distinct().Order());
    }

    [Fact]
    public void All_errors_are_told_with_their_place()
    {
        const string Json = """
            {
              "device": {
                "name": "x", "motors": ["a"],
                "characteristics": { "control": { "service": "fff0", "uuid": "nonsense", "properties": ["write"] } },
                "rules": [
                  { "on": "contrl", "begins": "5A 0", "level": 1 },
                  { "on": "control", "begins": "5A", "motor": "b", "level": 256, "says": { "on": "control", "bytes": "5B {x}" } },
                  { "on": "control", "begins": "5A", "motor": "a" }
                ]
              },
              "conditions": [
                { "kind": "needsFirst", "first": "bond", "begins": "1E", "otherwise": "drop" },
                { "kind": "needsGap", "seconds": 0 },
                { "kind": "mostLinks", "most": 1, "extra": true },
                { "kind": "odd" }
              ]
            }
            """;

        Assert.Equal(
            [
                "odd.json: $.conditions[0].begins: belongs to a write",
                "odd.json: $.conditions[1].seconds: 0 is outside 0.001–10 seconds",
                "odd.json: $.conditions[2].extra: is unknown; known here: kind, most",
                "odd.json: $.device.characteristics.control.uuid: is no UUID: write 4 or 8 hex digits, or the long form with hyphens",
                "odd.json: $.device.rules[0].begins: is no row of 1–64 bytes: write pairs of hex digits with single spaces",
                "odd.json: $.device.rules[0].on: there is no characteristic 'contrl'; there are control",
                "odd.json: $.device.rules[1].level: 256 is outside 0–255",
                "odd.json: $.device.rules[1].motor: there is no motor 'b'",
                "odd.json: $.device.rules[1].says.bytes: '{x}' is neither two hex digits, nor {level}, nor the place of a byte of the write, as in {2}",
                "odd.json: $.device.rules[2].motor: says which motor, and no 'level' for it",
            ],
            OddScriptReader.Parse("odd.json", Json).Errors.Select(error => error.ToString()).Where(error => !error.Contains("'odd'", StringComparison.Ordinal) && !error.Contains("[3]", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Contains(OddScriptReader.Parse("odd.json", Json).Errors, error => error.ToString().Contains("'odd' is none of needsFirst, needsGap", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_says_nothing_odd_is_an_error() =>
        Assert.Equal(["odd.json: $: says neither 'device' nor 'conditions': what is odd?"], OddScriptReader.Parse("odd.json", "{}").Errors.Select(error => error.ToString()));
}
