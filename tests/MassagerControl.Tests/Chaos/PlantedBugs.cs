using System.Collections.Immutable;
using MassagerControl.Chaos.Running;
using MassagerControl.Chaos.Scenarios;
using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Sessions;

namespace MassagerControl.Tests.Chaos;

/// <summary>One bug or more for every sentence that a judge can say.</summary>
internal static class PlantedBugs
{
    private static readonly Scenario Plain = new()
    {
        Profile = "sim-percussion-gun",
        Program = "compression-starter",
        Area = "blade-edge",
        Side = "left",
        Says = [new(10, "4"), new(40, "4")],
    };

    /// <summary>Ten levels, so that one step is less than the start.</summary>
    private static readonly Scenario Fine = Plain with { Profile = "nus-text" };

    private static readonly Sabotage StopDoesNothing = Driver(inner => new(inner) { OnStop = static (_, _) => Task.CompletedTask });

    public static ImmutableSortedDictionary<string, PlantedBug> All { get; } = new Dictionary<string, PlantedBug>
    {
        ["a driver that turns it up by itself"] = new("Cap", "the tightest cap is", Plain, Driver(inner => new(inner)
        {
            OnSet = static (inner, _, cancellation) => inner.SetIntensityAsync(Intensity.FromPercent(60), cancellation),
        })),
        ["a band in which everything is too little"] = new("Cap", "the tightest cap is", Plain, Plan(plan => plan with { Band = new(Discomfort.From(6), Discomfort.From(7)) })),
        ["an area whose ceiling is forgotten"] = new("Cap", "the tightest cap is", Plain with { Ceiling = 20, Says = [new(10, "1"), new(40, "1")] }, Plan(plan => plan with { Ceilings = [], UserCeiling = Intensity.Full })),
        ["a minus that nobody hears"] = new("Cap", "stayed above the cap", Fine with { Says = [new(10, "-")] }, Deaf("-")),
        ["a driver that does not turn it down"] = new("Cap", "stayed above the cap", Fine with { Says = [new(10, "-")] }, Driver(NeverDown)),
        ["steps of any size"] = new("Pace", "within 200 ms", Fine, Driver(inner => new(inner)
        {
            OnSet = static (inner, wanted, cancellation) => inner.SetIntensityAsync(wanted.Percent < 20 ? Intensity.FromPercent(20) : wanted, cancellation),
        })),
        ["a stop that nobody hears"] = new("Off", "must be off since 10 s: stop", Plain with { Says = [new(10, "stop")] }, Deaf("stop")),
        ["a 9 that nobody hears"] = new("Off", "rated 9", Plain with { Says = [new(10, "9")] }, Deaf("9")),
        ["an 8 that nobody hears"] = new("Off", "rated 8", Plain with { Says = [new(10, "8")] }, Deaf("8")),
        ["a second 8 that nobody hears"] = new("Off", "a second 8", Fine with { Says = [new(10, "8"), new(30, "8")] }, SecondDeaf()),
        ["a pause that nobody hears"] = new("Off", "pause", Plain with { Says = [new(10, "pause")] }, Deaf("pause")),
        ["a red flag that nobody hears"] = new("End", "the area is not locked", Plain with { Says = [new(10, "sharp")] }, Deaf("sharp")),
        ["a stop that does nothing"] = new("Off", "the motor ran from", Plain with { Says = [new(10, "stop")] }, StopDoesNothing),
        ["a release in which the motor runs"] = new("Dose", "the motor ran for", Plain, StopDoesNothing),
        ["a full log that stops nothing"] = new("Off", "the event log failed", Plain with { Host = [new() { Kind = HostFaultKind.LogFails, Bytes = 1000 }] }, StopDoesNothing),
        ["a clock that jumped, and a stop that does nothing"] = new("Off", "the clock jumped", Plain with { Host = [new() { Kind = HostFaultKind.ClockJump, At = 10, Seconds = 3600 }] }, StopDoesNothing),
        ["an owner that is silent, and a stop that does nothing"] = new("Off", "nobody renewed the lease", Plain with { Host = [new() { Kind = HostFaultKind.OwnerSilent, At = 10, Seconds = 5 }] }, StopDoesNothing),
        ["a loop that hangs and has no lease"] = new("Off", "nobody renewed the lease", Plain with { Host = [new() { Kind = HostFaultKind.LoopHung, At = 2, Seconds = 8 }] }, Driver(inner => new(inner)
        {
            OnStop = static (inner, cancellation) => cancellation.CanBeCanceled ? inner.StopAsync(cancellation) : Task.CompletedTask,
        })),
        ["a link that comes back and goes on"] = new("Off", "the link was lost", Plain with { Faults = [new() { Kind = "dropLink", At = 10, Seconds = 3 }] }, Driver(GoesOnAfterLink)),
        ["a button that nobody hears"] = new("Off", "the device's own button", Plain with { Faults = [new() { Kind = "button", At = 10, Level = 4 }] }, Driver(inner => new(inner) { Passes = static report => report is not LevelReported })),
        ["a button down that nobody hears"] = new("Cap", "the tightest cap is", Fine with { Says = [new(10, "1"), new(40, "1")], Faults = [new() { Kind = "button", At = 15, Level = 1 }] }, Driver(inner => new(inner) { Passes = static report => report is not LevelReported })),
        ["a level after a stop"] = new("Write", "although the motor must be off", Plain with { Says = [new(10, "stop")] }, Driver(inner => new(inner)
        {
            OnStop = static async (inner, cancellation) =>
            {
                await inner.StopAsync(cancellation).ConfigureAwait(false);
                await inner.SetIntensityAsync(Intensity.FromPercent(20), cancellation).ConfigureAwait(false);
            },
        })),
        ["a word after the end"] = new("Write", "after the end", Plain, Driver(inner => new(inner) { OnDispose = static inner => inner.StopAsync(CancellationToken.None) })),
        ["a press that is too long"] = new("Dose", "at most 25 s", Plain, Plan(plan => plan with { Steps = [.. plan.Steps.Select(step => step is CycleStep cycle ? cycle with { Press = cycle.Press * 2 } : step)] })),
        ["a release that is too short"] = new("Dose", "a release of 2 s", Plain, Plan(plan => plan with { Steps = [.. plan.Steps.Select(step => step is CycleStep cycle ? cycle with { Release = TimeSpan.FromSeconds(2) } : step)] })),
        ["one press more"] = new("Dose", "presses;", Plain, Plan(plan => plan with { Steps = [.. plan.Steps.Select(step => step is CycleStep cycle ? cycle with { Reps = 3 } : step)] })),
        ["too much in all"] = new("Dose", "in all;", Plain, Plan(plan => plan with { Steps = [.. plan.Steps.Select(step => step is CycleStep cycle ? cycle with { Reps = 3 } : step)] })),
        ["press time that is kept back"] = new("Dose", "are told", Plain, End(end => end with { Press = TimeSpan.Zero })),
        ["reps that nobody did"] = new("Dose", "15 reps and", Plain, End(end => end with { Reps = 15 })),
        ["a person who is told nothing"] = new("Told", "the person is not told", Plain with { Says = [new(10, "stop")] }, StopDoesNothing),
        ["off that was not"] = new("End", "confirmedOff, and the motor runs", Plain with { Says = [new(10, "stop")] }, StopDoesNothing),
        ["giving up on a device that could be reached"] = new("End", "gave up with the motor", Plain with { Says = [new(10, "stop")] }, Driver(inner => new(inner)
        {
            OnStop = static (_, _) => Task.FromException(new MassagerException(MassagerFaultKind.UncertainDelivery, "no")),
        })),
        ["uncertain without a word"] = new("End", "was not told to press", Plain, Sabotage.None with { End = end => end with { Outcome = "uncertain", ConfirmedOff = false }, ExitCode = _ => 5 }),
        ["certain and uncertain"] = new("End", "with confirmedOff", Plain, End(end => end with { ConfirmedOff = false })),
        ["the wrong exit code"] = new("End", "it must be 0", Plain, Sabotage.None with { ExitCode = _ => 3 }),
        ["a full log and exit code 3"] = new("End", "it must be 2", Plain with { Host = [new() { Kind = HostFaultKind.LogFails, Bytes = 1000 }] }, Sabotage.None with { ExitCode = _ => 3 }),
        ["a lock that is forgotten"] = new("End", "the area is not locked", Plain with { Says = [new(10, "sharp")], Faults = [new() { Kind = "delayAnswers", At = 9, By = 0.3 }] }, End(end => end with { AreaLocked = false })),
        ["a driver that breaks"] = new("End", "a fault of the program", Plain, Driver(inner => new(inner)
        {
            OnSet = static (_, _, _) => throw new InvalidOperationException("broken on purpose"),
        })),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static Sabotage Driver(Func<IMassager, TamperedMassager> tampered) => Sabotage.None with { Driver = (inner, _) => tampered(inner) };

    private static Sabotage Plan(Func<SessionPlan, SessionPlan> plan) => Sabotage.None with { Plan = plan };

    private static Sabotage End(Func<SessionEnd, SessionEnd> end) => Sabotage.None with { End = end };

    private static Sabotage Deaf(string to) => Sabotage.None with { Hears = input => input == Saying.Input(to) ? null : input };

    private static Sabotage SecondDeaf()
    {
        var heard = 0;
        return Sabotage.None with { Hears = input => input == Saying.Input("8") && heard++ > 0 ? null : input };
    }

    private static TamperedMassager NeverDown(IMassager inner)
    {
        var highest = Intensity.Zero;
        return new(inner)
        {
            OnSet = (inner, wanted, cancellation) =>
            {
                if (wanted < highest)
                    return Task.CompletedTask;
                highest = wanted;
                return inner.SetIntensityAsync(wanted, cancellation);
            },
        };
    }

    private static TamperedMassager GoesOnAfterLink(IMassager inner)
    {
        var links = 0;
        return new(inner)
        {
            OnConnect = async (inner, cancellation) =>
            {
                await inner.ConnectAsync(cancellation).ConfigureAwait(false);
                if (links++ > 0)
                    await inner.SetIntensityAsync(Intensity.FromPercent(20), cancellation).ConfigureAwait(false);
            },
        };
    }
}
