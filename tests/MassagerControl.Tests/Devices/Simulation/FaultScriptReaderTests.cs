using System.Text.RegularExpressions;
using MassagerControl.Core;
using MassagerControl.Devices.Simulation;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Devices.Simulation;

public sealed partial class FaultScriptReaderTests
{
    private static readonly LevelScale Five = new(5);

    private static ScriptedFault[] Read(string faults) =>
        [.. FaultScriptReader.Parse("f.json", $$"""{ "faults": [ {{faults}} ] }""", Five).Value!.Faults];

    [Fact]
    public void Every_kind_is_read_with_its_members()
    {
        var faults = Read("""
            { "at": 1, "kind": "dropLink", "seconds": 5 }, { "at": 1, "kind": "dropLink" },
            { "at": 1, "kind": "delayAnswers", "by": 0.3, "seconds": 2 },
            { "write": 2, "kind": "loseAnswer" }, { "write": 2, "kind": "loseWrite", "times": 3 },
            { "write": 2, "kind": "refuseWrite" }, { "write": 2, "kind": "refuseWrite", "code": 5, "times": 2 },
            { "at": 1, "kind": "silent" }, { "at": 1, "kind": "hung", "seconds": 1 }, { "at": 1, "kind": "button", "level": 5 },
            { "at": 1, "kind": "ignoreStop" }, { "at": 1, "kind": "keepRunning" }, { "at": 1, "kind": "neverConnect" },
            { "at": 1, "write": 4, "kind": "corruptNotification" }, { "at": 1, "kind": "fragmentNotification", "times": 9 }
            """);

        Assert.Equal(
            [
                new DropLink(TimeSpan.FromSeconds(5)), new DropLink(null),
                new DelayAnswers(TimeSpan.FromSeconds(0.3), TimeSpan.FromSeconds(2)),
                new LoseAnswer(1), new LoseWrite(3),
                new RefuseWrite(1, 14), new RefuseWrite(2, 5),
                new Silent(null), new Hung(TimeSpan.FromSeconds(1)), new Button(new Level(5)),
                new IgnoreStop(null), new KeepRunning(), new NeverConnect(null),
                new CorruptNotification(1), new FragmentNotification(9),
            ],
            faults.Select(fault => fault.Fault));
        Assert.Equal((TimeSpan.FromSeconds(1), 4), (faults[13].At, faults[13].Write));
    }

    [Fact]
    public void All_errors_of_a_file_are_said_at_once()
    {
        var errors = FaultScriptReader.Parse("f.json", """
            { "faults": [ { "kind": "silent" }, { "at": -1, "kind": "hung" }, { "at": 1, "kind": "explode" }, { "at": 1, "kind": "button", "level": 6 },
              { "write": 0, "kind": "delayAnswers", "seconds": 1e9 }, { "at": 1, "kind": "silent", "times": 2 } ], "more": 1 }
            """, Five).Errors;

        Assert.Equal(
            ["$.faults[0]", "$.faults[1].at", "$.faults[2].kind", "$.faults[3].level", "$.faults[4].write",
                "$.faults[4].by", "$.faults[4].seconds", "$.faults[5].times", "$.more"],
            errors.Select(error => error.Path));
    }

    [Fact]
    public void Every_example_of_the_documentation_is_good_and_runs()
    {
        var text = File.ReadAllText(Repository.PathOf("docs", "faults.md"));
        var examples = JsonBlock().Matches(text).Select(match => match.Groups[1].Value).ToList();

        Assert.True(examples.Count >= 6);
        Assert.All(examples, example =>
        {
            var reading = FaultScriptReader.Parse("docs/faults.md", example, Five);
            Assert.Empty(reading.Errors);
            var rig = new SimulatedRig("sim-percussion-gun");
            using var peripheral = new SimulatedPeripheral(rig.Profile, new() { Faults = reading.Value! }, rig.Time);
            rig.Time.Advance(TimeSpan.FromMinutes(5));
        });
    }

    [Fact]
    public void The_documentation_names_every_kind()
    {
        var text = File.ReadAllText(Repository.PathOf("docs", "faults.md"));
        var kinds = typeof(Fault).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Fault)) && !type.IsAbstract);

        Assert.All(kinds, kind => Assert.Contains($"| `{char.ToLowerInvariant(kind.Name[0])}{kind.Name[1..]}` |", text));
    }

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex JsonBlock();
}
