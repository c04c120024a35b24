using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Safety;
using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.Runs;

namespace MassagerControl.Tests.Core.Sessions;

/// <summary>Every step that the machine takes from one situation, each of them judged.</summary>
internal sealed class StateSteps
{
    private static readonly MassagerFault Broken = new(MassagerFaultKind.Connection, "broken");
    private static readonly MassagerFault Refused = new(MassagerFaultKind.Refused, "refused");

    private static readonly SessionTrigger[] Deadline =
    [
        SessionTrigger.PhaseDue, SessionTrigger.RampDue, SessionTrigger.MomentDue, SessionTrigger.PromptDue, SessionTrigger.RetryDue, SessionTrigger.ReportDue,
        SessionTrigger.SessionLimitDue,
    ];

    private static readonly Limited SomeOutput = new(new Level(1), Intensity.FromPercent(33), Intensity.Full, []);

    private static readonly SessionInput[] Alphabet =
    [
        new StartInput(), new BeginInput(), new StopInput("test"), new PauseInput("test"), new ResumeInput("test"), new EasedInput("test"),
        new CeilingDownInput("test"), new CeilingUpInput("test"), new RedFlagInput(RedFlagKind.Numb, "test"),
        Rated(2), Rated(4), Rated(6), Rated(8), Rated(9),
        new ConnectedInput(), new ConnectFailedInput(Broken), new OutputAcceptedInput(SomeOutput), new OutputFailedInput(SomeOutput, Broken),
        new OutputFailedInput(SomeOutput, Refused), new OffConfirmedInput(), new OffFailedInput(Broken), new OffFailedInput(Refused),
        Reported(0), Reported(1), Reported(3), new ReportInput(new LinkLost("test")), new ReportInput(new DeviceMet()), new ReportInput(new LeaseExpired()),
        new OwnerLostInput(), new ClockJumpedInput(TimeSpan.FromMinutes(1)), new RemotesLostInput(),
    ];

    private static readonly Dictionary<(SessionState, SessionTrigger), Transition[]> Rows =
        (from state in StateTree.Leaves
         from trigger in Enum.GetValues<SessionTrigger>()
         select (state, trigger)).ToDictionary(pair => pair, pair => TransitionTable.RowsFor(pair.state, pair.trigger).ToArray());

    public StateSteps(Session session, TimeSpan now)
    {
        foreach (var input in Alphabet)
            Take(session, input, now);
        // A higher level than the first is answered too: until then a report of the one before is nobody's button.
        if (session.Commanded > SomeOutput.Level)
            Take(session, new OutputAcceptedInput(SomeOutput with { Level = session.Commanded }), now);
        foreach (var trigger in Deadline)
            TakeDeadline(session, trigger, now);
    }

    /// <summary>Where they lead, and when.</summary>
    public List<(Session Session, TimeSpan Now)> Next { get; } = [];

    public HashSet<Transition> Taken { get; } = [];

    public List<string> Violations { get; } = [];

    private void TakeDeadline(Session session, SessionTrigger trigger, TimeSpan now)
    {
        // A deadline that is not armed may still be under way when its state is left: it must find a row that bears it.
        var row = Row(session, trigger, new DueInput(trigger), now);
        if (row is { Kind: TransitionKind.Ignore })
            Take(session, new DueInput(trigger), now);
        if (Deadlines.Next(session) is { } due && Deadlines.Due(session, due) == trigger)
        {
            Take(session, new DueInput(trigger), due > now ? due : now);
            // The process stood still meanwhile.
            Take(session, new DueInput(trigger), (due > now ? due : now) + HardLimits.Lease);
        }
    }

    private void Take(Session session, SessionInput input, TimeSpan now)
    {
        var trigger = TriggerSorting.Sort(session, input, now);
        var expected = Row(session, trigger, input, now);
        var step = SessionMachine.Next(session, input, now, StatelessEngine.Shared.Find);
        Taken.Add(step.Row);
        if (!ReferenceEquals(step.Row, expected))
            Violations.Add($"{session.State} {trigger}: took '{step.Row.Reason}', expected '{expected?.Reason}'");
        Judge(session, input, step);
        Next.Add((step.Session, now));
    }

    /// <summary>The nearest state of the tree with a row whose guard holds; there it must be the only one.</summary>
    private Transition? Row(Session session, SessionTrigger trigger, SessionInput input, TimeSpan now)
    {
        var holding = Rows[(session.State, trigger)].Where(row => row.Holds(session, input, now)).ToList();
        foreach (var row in holding)
            if (holding.Any(other => other.From == row.From && !ReferenceEquals(other, row)))
                Violations.Add($"{session.State} {trigger}: two rows of {row.From} hold");
        return holding.FirstOrDefault();
    }

    private void Judge(Session before, SessionInput input, SessionStep step)
    {
        var after = step.Session;
        var goal = ControlLaw.Goal(after).Level;
        if (after.Commanded > goal)
            Violations.Add($"{before.State} {input}: level {after.Commanded} is commanded, the law allows {goal}");
        if (step.Effects.OfType<DriveEffect>().Any(drive => drive.Output.Level > goal || drive.Output.Level.IsOff))
            Violations.Add($"{before.State} {input}: drives above the law, or at 0");
        if (input is StopInput or RedFlagInput && step.Accepted && !IsOff(after, step))
            Violations.Add($"{before.State} {input}: the motor is not turned off");
        if (after.RatingCap > before.RatingCap && !(before.RaisePending && after.State == SessionState.Compressing))
            Violations.Add($"{before.State} {input}: the cap rises without a rating below the band");
        if (after.UserCeiling > after.Plan.UserCeiling)
            Violations.Add($"{before.State} {input}: the user's ceiling rises above its start");
        if (before.State.IsIn(SessionState.Over) && (after != before || step.Effects.Any(effect => effect is not TellEffect)))
            Violations.Add($"{before.State} {input}: something happens after the end");
        if (after.State.IsIn(SessionState.Over) != after.Result is not null)
            Violations.Add($"{before.State} {input}: an end without a result, or a result without an end");
        if (after.Result is { ConfirmedOff: true, OffGround: OffGround.Confirmed } && !before.OffBeforeLoss && before.Result is null && !HasConfirmed(step.Row.Trigger))
            Violations.Add($"{before.State} {input}: off is confirmed by nothing");
        if (input is ReportInput { Report: DeviceMet } && after.OffBeforeLoss && !before.State.IsIn(SessionState.Over))
            Violations.Add($"{before.State} {input}: what it confirmed before is still believed");
        if (!after.Commanded.IsOff && Deadlines.Next(after) is null)
            Violations.Add($"{before.State} {input}: the motor runs and no deadline ends it");
    }

    private static bool HasConfirmed(SessionTrigger trigger) =>
        trigger is SessionTrigger.OffConfirmed or SessionTrigger.DeviceEchoed or SessionTrigger.RetryDue;

    private static bool IsOff(Session after, SessionStep step) =>
        after.Commanded.IsOff
        && (after.State.IsIn(SessionState.Over) || after.State == SessionState.Stopping)
        && (step.Effects.OfType<TurnOffEffect>().Any() || !after.EverDriven && !after.Met || step.Row.From is SessionState.Stopping or SessionState.Over);

    private static RatedInput Rated(int value) => new(Discomfort.From(value), "test");

    private static ReportInput Reported(int level) => new(new LevelReported(new Level(level)));
}
