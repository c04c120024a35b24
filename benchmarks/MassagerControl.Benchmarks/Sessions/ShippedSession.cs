using MassagerControl.Core.Areas;
using MassagerControl.Core.Programs;
using MassagerControl.Core.Sessions;
using MassagerControl.Devices.Profiles.Matching;
using MassagerControl.Runtime.Events;
using MassagerControl.Runtime.People;
using MassagerControl.Runtime.Programs;
using MassagerControl.Runtime.Reach;
using MassagerControl.Runtime.Runs;

namespace MassagerControl.Benchmarks.Sessions;

/// <summary>The session that <c>massager run</c> runs when nothing is said, put together by the program's own code.</summary>
internal sealed class ShippedSession
{
    private readonly ResolvedDevice _device;
    private readonly SessionRequest _wish;

    public ShippedSession()
    {
        _device = new SimulatorSetup(ProfileLibrary.Shipped()).Find(new("sim:sim-percussion-gun", null, false, ProfileLibrary.DefaultUserFolder));
        _wish = new()
        {
            Program = ProgramChoice.Find(ProgramLibrary.Folder, "compression").Program!,
            Massager = _device.Traits!,
            Area = BodyAreas.Find("upper-trapezius")!,
            Side = "right",
        };
    }

    /// <summary>240 s: warm-up, six presses with their releases, cool-down.</summary>
    public SessionPlan Plan(int seed) => Planned(_wish with { Seed = seed });

    /// <summary>20 s: two presses of 5 s with their releases, nothing else.</summary>
    public SessionPlan ShortPlan(int seed) =>
        Planned(_wish with { Seed = seed, WarmUp = false, CoolDown = false, Press = TimeSpan.FromSeconds(5), Reps = 2 });

    public MakeMassager Massager => _device.Make!;

    /// <summary>Runs the plan in virtual time, on this thread.</summary>
    /// <param name="log">Takes the lines of the event log; null for none.</param>
    /// <exception cref="InvalidOperationException">It did not complete, or not on this thread: the figure would be worth nothing.</exception>
    public SessionResult Run(SessionPlan plan, Action<string>? log)
    {
        var setup = new RunSetup { Plan = plan, Massager = Massager, Speed = null, Companions = [SimulatedPerson.For(SimulatedPersonModel.Steady)] };
        var events = log is null ? null : new EventLog(log, trace: false);
        var output = new SessionOutput(events, null);
        var run = new SessionRun(setup, output, watch: null);
        var result = Now(run.RunAsync());
        output.Finish();
        Now(run.DisposeAsync().AsTask());
        return result.Outcome == SessionOutcome.Completed ? result : throw new InvalidOperationException($"The session ended: {result.Reason}.");
    }

    private static SessionPlan Planned(SessionRequest wish)
    {
        var planned = SessionPlanner.Plan(wish);
        return planned.Plan ?? throw new InvalidOperationException(string.Join("; ", planned.Refusals));
    }

    private static T Now<T>(Task<T> task)
    {
        Now((Task)task);
        return task.GetAwaiter().GetResult();
    }

    private static void Now(Task task)
    {
        if (!task.IsCompleted)
            throw new InvalidOperationException("The session left its thread.");
        task.GetAwaiter().GetResult();
    }
}
