using System.Text.Json.Nodes;
using MassagerControl.Core;
using MassagerControl.Core.Programs;
using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.Intake;
using MassagerControl.Runtime.Programs;
using MassagerControl.Runtime.Runs;

namespace MassagerControl.Tests.App.Cli.Programs;

/// <summary>Waves and swings at the motor of a simulated device: the level curve that the program claims.</summary>
public sealed class PatternPlayTests : IDisposable
{
    private static readonly TimeSpan Fine = TimeSpan.FromMilliseconds(50);

    private readonly RunFolder _folder = new();

    public static TheoryData<string, int> Patterned => [.. from program in ProgramLibrary.Load(ProgramLibrary.Folder).Programs
                                                         from step in Enumerable.Range(0, program.Steps.Length)
                                                         where PatternOf(program.Steps[step]) is not null
                                                         select (program.Id, step)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Patterned))]
    public async Task On_a_device_with_ten_levels_the_motor_follows_the_curve(string program, int step)
    {
        var (curve, motor) = await PlayedAsync(program, step, "sim:therabody-elite");

        Assert.InRange(Correlation(curve, motor), 0.95, 1);
        Assert.All(curve.Zip(motor), pair => Assert.InRange(pair.Second, 1, 40));
    }

    [Fact]
    public async Task A_device_with_three_levels_runs_evenly_and_the_person_is_told()
    {
        var run = await Massager.RunAsync("run", "warm-strokes", "--device", "sim:merach-gun", "--speed", "max");

        Assert.Contains(run.OutLines, line => line.EndsWith("the strength stays even where the program lets it come and go", StringComparison.Ordinal));
        Assert.Equal(2, run.OutLines.Count(line => line.Contains("level 1", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(PatternShape.Wave, 10, 0.0, 10.0, true)]
    [InlineData(PatternShape.Wave, 5, 0.0, 10.0, false)]
    [InlineData(PatternShape.Swing, 5, 0.0, 10.0, true)]
    [InlineData(PatternShape.Swing, 3, 0.0, 10.0, false)]
    [InlineData(PatternShape.Wave, 10, 0.5, 4.0, true)]
    [InlineData(PatternShape.Wave, 10, 0.5, 3.9, false)]
    [InlineData(PatternShape.Swing, 100, 0.0, 2.0, true)]
    [InlineData(PatternShape.Swing, 100, 0.0, 1.9, false)]
    public void It_is_played_where_the_device_has_the_levels_and_the_time(PatternShape shape, int levels, double gap, double period, bool plays)
    {
        var pattern = new LevelPattern(shape, Intensity.FromPercent(10), Intensity.FromPercent(40), TimeSpan.FromSeconds(period));

        Assert.Equal(plays, pattern.On(new LevelScale(levels), TimeSpan.FromSeconds(gap)) is not null);
    }

    /// <summary>The step after three short presses that raise the cap, so that no limit hides the pattern.</summary>
    private async Task<(double[] Curve, double[] Motor)> PlayedAsync(string program, int step, string device)
    {
        var json = JsonNode.Parse(File.ReadAllText(Path.Combine(ProgramLibrary.Folder, $"{program}.json")))!.AsObject();
        var played = json["steps"]![step]!.DeepClone().AsObject();
        if (played["reps"] is { } reps)
            played["reps"] = new JsonObject { ["fewest"] = 1, ["usual"] = 1, ["most"] = 1 };
        else
            played["do"] = "coolDown";
        json["steps"] = new JsonArray(Raising(), played);
        json["id"] = "played";
        json["band"] = new JsonObject { ["low"] = 2, ["high"] = 3 };
        json.Remove("starter");
        var file = _folder.Write("played.json", json.ToJsonString());
        var admission = Assert.IsType<Admitted>(new SessionIntake(Massager.ShippedParts().Intake).Admit(new()
        {
            Program = file,
            Device = device,
            Area = "between-blades",
            Side = "right",
            Speed = new(null),
            Ratings = _folder.Write("ratings.txt", "2 1\n9 1\n16 1\n"),
            Profiles = "",
        }));
        return await WatchAsync(admission.Setup);
    }

    private static JsonObject Raising() => new()
    {
        ["do"] = "cycle",
        ["press"] = new JsonObject { ["shortest"] = 2, ["usual"] = 2, ["longest"] = 2 },
        ["ramp"] = 0,
        ["release"] = 5,
        ["reps"] = new JsonObject { ["fewest"] = 3, ["usual"] = 3, ["most"] = 3 },
        ["target"] = 100,
    };

    private static async Task<(double[] Curve, double[] Motor)> WatchAsync(RunSetup setup)
    {
        var (open, _) = await OpenSession.OpenAsync(setup, screen: false, TimeProvider.System);
        await using var closing = open!;
        var run = closing.Begin(new(null, null));
        var motor = new List<(TimeSpan At, double Percent)>();
        var began = run.Time.GetTimestamp();
        TimeSpan? from = null;
        var step = setup.Plan.Steps[1];
        run.Motor!.Delivers += delivered => motor.Add((run.Time.GetElapsedTime(began), delivered.Percent));
        run.Changed += snapshot =>
        {
            if (from is null && snapshot.Session.StepIndex == 1)
                from = run.Time.GetElapsedTime(began);
        };
        var end = await new SessionHost().RunAsync(run);

        Assert.Equal(SessionOutcome.Completed, end.Result!.Outcome);
        var (length, pattern) = step switch { CycleStep cycle => (cycle.Press, cycle.Pattern!), CoolDownStep coolDown => (coolDown.Duration, coolDown.Pattern!), _ => throw new InvalidOperationException() };
        var moments = Enumerable.Range(0, (int)(length / Fine)).Select(index => index * Fine).ToArray();
        return (
            [.. moments.Select(since => pattern.Curve(since).Percent)],
            [.. moments.Select(since => motor.Last(change => change.At <= from + since).Percent)]);
    }

    private static LevelPattern? PatternOf(ProgramStep step) => step switch { WarmUp warmUp => warmUp.Pattern, CoolDown coolDown => coolDown.Pattern, Cycle cycle => cycle.Pattern, _ => null };

    private static double Correlation(double[] left, double[] right)
    {
        var (meanLeft, meanRight) = (left.Average(), right.Average());
        double Sum(Func<double, double, double> of) => left.Zip(right, (a, b) => of(a - meanLeft, b - meanRight)).Sum();
        return Sum((a, b) => a * b) / Math.Sqrt(Sum((a, _) => a * a) * Sum((_, b) => b * b));
    }
}
