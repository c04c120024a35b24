using System.Text.Json;
using MassagerControl.Lab.Tests.Support;
using MassagerControl.Runtime.Os;
using MassagerControl.Tests.Runtime.Guarding;
using MassagerControl.Tests.Support;

namespace MassagerControl.Lab.Tests;

/// <summary>What only a real device asks: a routine that is killed in its check-in, and in the rating after its session, and goes on.</summary>
public sealed class RoutineTests(VirtualMachine machine) : IClassFixture<VirtualMachine>
{
    private const string FirstQuestion = "First of all";
    private const string Rating = "How much does it hurt there now?";

    [LiveFact(Timeout = 240_000)]
    public async Task Killed_in_its_check_in_it_asks_from_the_beginning()
    {
        await machine.ForgetAsync(TestContext.Current.CancellationToken);
        using var folder = new LabFolder(machine);
        using var peripheral = await PeripheralAsync(folder);
        await KilledAsync(folder, FirstQuestion, _ => Task.CompletedTask, Routine(folder));
        using var again = Start(folder, "--resume");
        await again.SeesAsync(FirstQuestion);
        await TypeAsync(again, "\u0003");
        await again.EndsAsync();

        Assert.Equal(3, again.ExitCode);
        Assert.DoesNotContain(peripheral.Log, one => one.Level > 0);
    }

    [LiveFact(Timeout = 240_000)]
    public async Task Killed_in_the_rating_after_its_session_it_asks_again_and_runs_no_second_one()
    {
        await machine.ForgetAsync(TestContext.Current.CancellationToken);
        using var folder = new LabFolder(machine);
        using var peripheral = await PeripheralAsync(folder);
        await KilledAsync(folder, Rating, HoldAsync, Routine(folder), "--check-in", LabSession.CheckIn(folder));
        var driven = peripheral.Levels.Length;
        using var again = Start(folder, "--resume");
        await again.SeesAsync(Rating);
        await TypeAsync(again, "3");
        await again.EndsAsync();

        Assert.Equal(0, again.ExitCode);
        Assert.True(driven > 0);
        Assert.Equal((driven, 0), (peripheral.Levels.Length, peripheral.Level));
        using var history = JsonDocument.Parse(await folder.RunAsync("history", "list", "--json"));
        Assert.Equal(3, history.RootElement[0].GetProperty("painAfter").GetInt32());
    }

    private static async Task<AirPeripheral> PeripheralAsync(LabFolder folder)
    {
        var peripheral = new AirPeripheral(folder, "sim-percussion-gun", "--on-disconnect", "stops");
        await peripheral.ReadyAsync();
        await folder.PairAsync(peripheral);
        return peripheral;
    }

    /// <summary>The session, from its first key to its end.</summary>
    private static async Task HoldAsync(LiveProcess routine)
    {
        await routine.SeesAsync("Now the session");
        await TypeAsync(routine, "\r");
        await routine.SeesAsync("Press ENTER");
        await TypeAsync(routine, "\r");
        await routine.SeesAsync("rep 1 of 1");
        await TypeAsync(routine, "6");
    }

    private static async Task KilledAsync(LabFolder folder, string shown, Func<LiveProcess, Task> before, params string[] args)
    {
        using var routine = Start(folder, args);
        await before(routine);
        await routine.SeesAsync(shown);
        // With its guard, where it has one still.
        foreach (var pid in routine.All.Where(pid => pid != routine.Id))
            NativeUnix.SignalByNumber(pid, LiveProcess.Kill);
        await routine.EndsAsync();
    }

    private static LiveProcess Start(LabFolder folder, params string[] args) => folder.StartOnTerminal(["routine", .. args]);

    private static string Routine(LabFolder folder)
    {
        var program = folder.Write("short.json", """
            {
              "id": "short", "name": "Short", "summary": "For tests.", "sources": [ { "title": "none", "says": "nothing" } ], "band": { "low": 5, "high": 7 }, "tools": ["gun"],
              "steps": [ { "do": "cycle", "press": { "shortest": 5, "usual": 5, "longest": 5 }, "ramp": 1, "release": 5, "reps": { "fewest": 1, "usual": 1, "most": 1 }, "target": 100 } ]
            }
            """);
        return folder.Write("r.json", $$"""
            { "id": "r", "name": "R", "summary": "For tests.", "steps": [ { "do": "checkIn" }, { "do": "session", "program": "{{program}}" }, { "do": "afterRating" } ] }
            """);
    }

    private static async Task TypeAsync(LiveProcess process, string keys)
    {
        await process.Input.WriteAsync(keys);
        await process.Input.FlushAsync();
    }
}
