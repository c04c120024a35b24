using MassagerControl.Devices.Conformance;
using MassagerControl.Devices.OddDevices;
using MassagerControl.Devices.Simulation;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Devices.Conformance;

/// <summary>A profile that does not say what is odd about its device fails the check that looks at it.</summary>
public sealed class OddConformanceTests
{
    private const string Gun = "sim-percussion-gun";

    [Theory]
    [InlineData(Gun, "connect.links", """{ "kind": "needsFirst", "first": "bond", "otherwise": "drop" }""")]
    [InlineData(Gun, "connect.links", """{ "kind": "needsFirst", "first": "bond", "otherwise": "refuse" }""")]
    [InlineData(Gun, "connect.links", """{ "kind": "needsFirst", "first": "bond", "otherwise": "silent" }""")]
    [InlineData("richmat-wilinke", "level.each-reachable", """{ "kind": "needsFirst", "first": "write", "begins": "1E", "otherwise": "ignore" }""")]
    [InlineData("richmat-wilinke", "level.each-reachable", """{ "kind": "needsFirst", "first": "subscribe", "otherwise": "ignore" }""")]
    [InlineData("richmat-wilinke", "connect.links", """{ "kind": "needsFirst", "first": "read", "otherwise": "refuse", "code": 5 }""")]
    [InlineData("open-massager", "gap.kept", """{ "kind": "needsGap", "seconds": 0.3 }""")]
    [InlineData(Gun, "link.idle", """{ "kind": "dropsIdle", "seconds": 5 }""")]
    [InlineData(Gun, "stop.from-each-level", """{ "kind": "ignoresWrites", "begins": "5A 00" }""")]
    [InlineData(Gun, "connect.repeats", """{ "kind": "mostLinks", "most": 1 }""")]
    [InlineData(Gun, "connect.repeats", """{ "kind": "changesAddress", "links": 1 }""")]
    [InlineData(Gun, "stop.idempotent", """{ "kind": "switchesOff", "begins": "5A 00", "when": "after", "from": 2 }""")]
    [InlineData(Gun, "stop.idempotent", """{ "kind": "switchesOff", "begins": "5A 00", "when": "before", "from": 2 }""")]
    [InlineData(Gun, "stop.from-each-level", """{ "kind": "speaksLate", "seconds": 1 }""")]
    [InlineData(Gun, "link.idle", """{ "kind": "endsLink", "seconds": 10 }""")]
    public async Task What_is_odd_and_not_in_the_profile_fails_its_check(string profile, string check, string condition)
    {
        var report = await ConformanceSuite.RunAsync(Odd(profile, condition), "odd");

        Assert.Equal(Severity.Error, report.Lines.Single(line => line.Id == check).Severity);
    }

    private static SimulatedTarget Odd(string id, string condition)
    {
        var profile = SimulatedRig.Shipped(id);
        var conditions = OddScriptReader.Parse("odd", $$"""{ "conditions": [ {{condition}} ] }""").Value!.Conditions;
        return new(profile, profile, new(), (device, time) => new OddRadio(new SimulatedRadio(device), conditions, time, () => device.PressButton(MassagerControl.Core.Level.Off)));
    }
}
