using MassagerControl.Core.Areas;
using MassagerControl.Core.Programs;
using MassagerControl.Core.Safety;
using MassagerControl.Runtime.People;
using MassagerControl.Runtime.Programs;

namespace MassagerControl.Tests.App.Cli.Programs;

/// <summary>Every program that ships, on guns, balls and rollers, with every simulated person.</summary>
public sealed class ShippedProgramTests
{
    private static readonly string[] Devices = ["sim-percussion-gun", "therabody-elite", "merach-gun", "sim-vibration-ball", "therabody-wave-solo", "therabody-wave-roller", "therabody-wave-duo"];

    private static readonly ProgramLibrary Library = ProgramLibrary.Load(ProgramLibrary.Folder);

    public static TheoryData<string> Programs => [.. Library.Programs.Select(program => program.Id)];

    [Fact]
    public void There_are_fourteen_and_more_and_each_names_its_sources_and_our_own_choices()
    {
        Assert.InRange(Library.Programs.Length, 14, 100);
        Assert.Empty(Library.Errors);
        Assert.All(Library.Programs, program => Assert.Contains(program.Sources, source => source.Title == "MassagerControl, own choice"));
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task It_runs_to_its_end_within_every_limit_or_is_refused_with_the_reason(string program)
    {
        var area = Library.Find(program)!.Areas.FirstOrDefault() ?? "between-blades";
        var completed = 0;
        foreach (var device in Devices)
            foreach (var person in Enum.GetNames<SimulatedPersonModel>())
            {
                var run = await Massager.RunAsync("run", program, "--device", $"sim:{device}", "--area", area, "--person", person.ToLowerInvariant(), "--speed", "max", "--seed", "3", "--events", "-");
                if (run.Exit == 6)
                    Assert.Contains($"{program} is no program for a ", run.Error);
                else
                    Assert.Empty(ProgramRuns.Broken(run, isRoller: device.StartsWith("therabody-wave-", StringComparison.Ordinal) && device != "therabody-wave-solo"));
                completed += run.Exit == 0 ? 1 : 0;
            }
        Assert.InRange(completed, 3, Devices.Length * Enum.GetValues<SimulatedPersonModel>().Length);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Where_it_is_not_for_an_area_it_is_refused_with_those_that_it_is_for(string program)
    {
        var shipped = Library.Find(program)!;
        foreach (var area in BodyAreas.All.Where(area => area.Locked is null && !shipped.Areas.IsEmpty && !shipped.Areas.Contains(area.Id)))
        {
            var run = await Massager.RunAsync("run", program, "--device", "sim:dulaan-vibmotor", "--area", area.Id, "--speed", "max");

            Assert.Equal(6, run.Exit);
            Assert.Contains($"but for {string.Join(", ", shipped.Areas)}", run.Error);
        }
    }

    /// <summary>Whoever begins with a program that is too long for a first session gets one that the same device can run at the same place.</summary>
    [Theory]
    [MemberData(nameof(Programs))]
    public void Its_starter_is_for_the_same_devices_and_places_and_short_enough(string id)
    {
        var program = Library.Find(id)!;
        var press = program.Steps.OfType<Cycle>().Aggregate(TimeSpan.Zero, (sum, cycle) => sum + cycle.Press.Usual * cycle.Reps.Usual);
        if (press <= HardLimits.FirstSessionPress)
            return;
        var starter = Library.Find(program.Starter!)!;

        Assert.Empty(program.Tools.Except(starter.Tools));
        Assert.True(starter.Areas.IsEmpty || (!program.Areas.IsEmpty && !program.Areas.Except(starter.Areas).Any()));
        Assert.Null(starter.Starter);
    }
}
