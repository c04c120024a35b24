using MassagerControl.Core;
using MassagerControl.Core.Sessions;
using MassagerControl.Lab.Tests.Support;

namespace MassagerControl.Lab.Tests;

/// <summary>A wave and a swing over the emulated link: the peripheral's log shows the curve that the program claims.</summary>
public sealed class PatternTests(VirtualMachine machine) : IClassFixture<VirtualMachine>
{
    private const double Least = 0.95;
    private const int Levels = 10;

    private static readonly LevelPattern Wave = new(PatternShape.Wave, Intensity.FromPercent(10), Intensity.FromPercent(45), TimeSpan.FromSeconds(10));
    private static readonly LevelPattern Swing = Wave with { Shape = PatternShape.Swing, Period = TimeSpan.FromSeconds(5) };

    [Fact(Timeout = 600_000)]
    public async Task A_device_with_ten_levels_plays_the_curve_of_the_program()
    {
        using var folder = new LabFolder(machine);
        using var peripheral = new AirPeripheral(folder, "therabody-elite", "--on-disconnect", "stops");
        await peripheral.ReadyAsync();
        await folder.PairAsync(peripheral);
        // Three short presses raise the cap, so that no limit hides the pattern.
        using var session = LabSession.Start(folder, folder.Write("played.json", """
            {
              "id": "played", "name": "Played", "summary": "For tests.", "sources": [ { "title": "none", "says": "nothing" } ],
              "band": { "low": 2, "high": 3 }, "tools": ["gun"],
              "steps": [
                { "do": "cycle", "press": { "shortest": 2, "usual": 2, "longest": 2 }, "ramp": 0, "release": 5, "reps": { "fewest": 3, "usual": 3, "most": 3 }, "target": 100 },
                { "do": "coolDown", "seconds": 30, "target": 45, "pattern": { "shape": "wave", "low": 10, "period": 10 } },
                { "do": "coolDown", "seconds": 20, "target": 45, "pattern": { "shape": "swing", "low": 10, "period": 5 } }
              ]
            }
            """));
        await session.BeginAsync(peripheral);
        for (var rep = 1; rep <= 3; rep++)
        {
            await session.SeesAsync("EASE OFF", $"rep {rep} of 3");
            await session.PressAsync('1');
        }
        var exit = await session.EndsAsync();

        Assert.Equal(0, exit);
        var motor = peripheral.Log.Where(one => one.Type == "motor").ToArray();
        // Off, on, off three times over; then the wave begins.
        var began = motor.Where(one => one.Level == 0).ElementAt(2) is var off ? motor.First(one => one.At > off.At).At : 0;
        Assert.InRange(Correlation(Wave, motor, began, 30), Least, 1);
        Assert.InRange(Correlation(Swing, motor, began + 30, 20), Least, 1);
        Assert.Equal(4, motor.Where(one => one.At >= began).Max(one => one.Level));
    }

    private static double Correlation(LevelPattern pattern, AirEvent[] motor, double began, double seconds)
    {
        var moments = Enumerable.Range(0, (int)(seconds * 20)).Select(index => index / 20.0).ToArray();
        var curve = moments.Select(since => pattern.Curve(TimeSpan.FromSeconds(since)).Percent).ToArray();
        var played = moments.Select(since => 100.0 * motor.Last(one => one.At <= began + since).Level!.Value / Levels).ToArray();
        var (meanCurve, meanPlayed) = (curve.Average(), played.Average());
        double Sum(Func<double, double, double> of) => curve.Zip(played, (a, b) => of(a - meanCurve, b - meanPlayed)).Sum();
        var correlation = Sum((a, b) => a * b) / Math.Sqrt(Sum((a, _) => a * a) * Sum((_, b) => b * b));
        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant($"{pattern.Shape}: {correlation:0.000}"));
        return correlation;
    }
}
