using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Control;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Safety;
using MassagerControl.Core.Sessions;

namespace MassagerControl.Tests.App.Terminal;

/// <summary>Sessions as the screen may meet them, each a plain record.</summary>
internal static class Samples
{
    public static SessionPlan Plan { get; } = new()
    {
        Program = "compression",
        Band = new(Discomfort.From(5), Discomfort.From(7)),
        Steps =
        [
            new WarmUpStep(S(30), Intensity.FromPercent(25)),
            new CycleStep(S(25), S(2), S(5), 6, Intensity.FromPercent(80), EndsOnEased: false),
            new GuidedStep(S(20), "Roll the shoulder slowly, five times back."),
            new CoolDownStep(S(30), Intensity.FromPercent(20)),
        ],
        Massager = new MassagerTraits
        {
            Name = "Percussion gun",
            Device = "sim:sim-percussion-gun",
            Kind = MassagerKind.Gun,
            Scale = new LevelScale(5),
            Simulated = true,
        },
        Area = "upper-trapezius",
        Side = "right",
        UserCeiling = Intensity.FromPercent(80),
    };

    public static Session Base { get; } = Session.For(Plan);

    public static SessionSnapshot Connecting { get; } = At(0.4, Base with { State = SessionState.Connecting });

    public static SessionSnapshot Ready { get; } = At(1, Base with { State = SessionState.Ready }, battery: 87);

    public static SessionSnapshot WarmUp { get; } = At(12.6, Base with
    {
        State = SessionState.WarmingUp,
        PhaseBegan = S(1),
        PhaseEnds = S(31),
        Output = Out(1, 25, new LimitReason("rating-cap", Percent(25), "every session starts at 25 % or below")),
        Commanded = new(1),
        EverDriven = true,
    });

    public static SessionSnapshot LeanIn { get; } = At(62, Pressing with { State = SessionState.Compressing });

    public static SessionSnapshot Hold { get; } = At(76.8, Pressing with { PromptOpen = true });

    public static SessionSnapshot EaseOff { get; } = At(87.5, Released with { PromptOpen = true });

    public static SessionSnapshot EaseOffAfterSevere { get; } = At(80, Released with
    {
        Ratings = [.. Given(5, 6, 8)],
        PhaseBegan = S(77),
        PhaseEnds = S(87),
        ZeroUntil = S(87),
        RatingCap = Percent(28),
        CapReason = "you rated 8: at most 70 % of what was felt",
    });

    public static SessionSnapshot Rest { get; } = At(250, Base with
    {
        State = SessionState.Resting,
        StepIndex = 2,
        PhaseBegan = S(241),
        PhaseEnds = S(261),
        Output = Out(0, 0),
        EverDriven = true,
        Ratings = [.. Given(5, 6, 6, 6)],
    });

    public static SessionSnapshot CoolDown { get; } = At(270, Base with
    {
        State = SessionState.CoolingDown,
        StepIndex = 3,
        PhaseBegan = S(261),
        PhaseEnds = S(291),
        Output = Out(1, 20),
        Commanded = new(1),
        EverDriven = true,
        Ratings = [.. Given(5, 6, 6, 6)],
    });

    public static SessionSnapshot PausedAsked { get; } = At(75, Paused(PauseReason.Asked) with { PhaseEnds = null });

    public static SessionSnapshot PausedStillThere { get; } = At(75, Paused(PauseReason.StillThere));

    public static SessionSnapshot PausedReconnected { get; } = At(75, Paused(PauseReason.Reconnected));

    public static SessionSnapshot PausedOwnerLost { get; } = At(75, Paused(PauseReason.OwnerLost));

    public static SessionSnapshot PausedClockJumped { get; } = At(75, Paused(PauseReason.ClockJumped));

    public static SessionSnapshot PausedRemotesLost { get; } = At(75, Paused(PauseReason.RemotesLost));

    /// <summary>The device's behaviour at a lost link was never measured, and it ran.</summary>
    public static SessionSnapshot Reconnecting { get; } = At(75, Pressing with
    {
        State = SessionState.Reconnecting,
        Resume = new(SessionState.Compressing, S(12)),
        PhaseBegan = S(73),
        PhaseEnds = S(133),
        Commanded = Level.Off,
    });

    public static SessionSnapshot ReconnectingMotorOff { get; } = Reconnecting with
    {
        Session = Reconnecting.Session with { Output = Out(0, 0), OffBeforeLoss = true },
    };

    /// <summary>The radio was told that it was the device.</summary>
    public static SessionSnapshot ReconnectingByDevice { get; } = Reconnecting with
    {
        Session = Reconnecting.Session with { LostBy = LossCause.Device },
    };

    public static SessionSnapshot Stopping { get; } = At(75, Pressing with
    {
        State = SessionState.Stopping,
        Commanded = Level.Off,
        Awaiting = true,
        PhaseEnds = null,
        Ending = new(SessionOutcome.Stopped, "you pressed STOP"),
    });

    public static SessionSnapshot StoppingUncertain { get; } = Stopping with
    {
        Session = Stopping.Session with { UncertaintyTold = true, Attempts = 3 },
    };

    public static SessionSnapshot Completed { get; } = Over(SessionState.Completed, SessionOutcome.Completed, "the program ran to its end");

    public static SessionSnapshot Stopped { get; } = Over(SessionState.Ended, SessionOutcome.Stopped, "you pressed STOP");

    public static SessionSnapshot RedFlag { get; } = Over(SessionState.Ended, SessionOutcome.RedFlag, "you reported numbness or tingling", r => r with { AreaLocked = true });

    public static SessionSnapshot Failed { get; } = Over(SessionState.Faulted, SessionOutcome.Device, "the link did not come back in 60 s");

    public static SessionSnapshot Uncertain { get; } = Over(SessionState.Faulted, SessionOutcome.Uncertain, "the device did not answer for 10 s", r => r with { ConfirmedOff = false });

    public static SessionSnapshot RealDevice { get; } = Hold with
    {
        Notice = "the Wave's frame is not confirmed on hardware",
        Session = Hold.Session with
        {
            Plan = Plan with { Massager = Plan.Massager with { Name = "Therabody Wave Solo", Simulated = false } },
        },
    };

    public static ImmutableDictionary<string, SessionSnapshot> All { get; } = new Dictionary<string, SessionSnapshot>
    {
        ["connecting"] = Connecting,
        ["ready"] = Ready,
        ["warm-up"] = WarmUp,
        ["lean-in"] = LeanIn,
        ["hold-rating-asked"] = Hold,
        ["ease-off"] = EaseOff,
        ["ease-off-after-8"] = EaseOffAfterSevere,
        ["rest"] = Rest,
        ["cool-down"] = CoolDown,
        ["paused-asked"] = PausedAsked,
        ["paused-still-there"] = PausedStillThere,
        ["paused-reconnected"] = PausedReconnected,
        ["paused-owner-lost"] = PausedOwnerLost,
        ["paused-clock-jumped"] = PausedClockJumped,
        ["paused-remotes-lost"] = PausedRemotesLost,
        ["reconnecting"] = Reconnecting,
        ["reconnecting-motor-off"] = ReconnectingMotorOff,
        ["reconnecting-by-device"] = ReconnectingByDevice,
        ["stopping"] = Stopping,
        ["stopping-uncertain"] = StoppingUncertain,
        ["completed"] = Completed,
        ["stopped"] = Stopped,
        ["red-flag"] = RedFlag,
        ["failed"] = Failed,
        ["uncertain"] = Uncertain,
        ["real-device"] = RealDevice,
    }.ToImmutableDictionary();

    public static Intensity Percent(double percent) => Intensity.FromPercent(percent);

    private static Session Pressing => Base with
    {
        State = SessionState.Holding,
        StepIndex = 1,
        Rep = 2,
        PhaseBegan = S(61),
        PhaseEnds = S(86),
        PressEnds = S(86),
        RatingCap = Percent(40),
        CapReason = "your last rating allows no more",
        Output = Out(2, 80, new LimitReason("rating-cap", Percent(40), "your last rating allows no more")),
        Commanded = new(2),
        LastNonZero = new(2),
        EverDriven = true,
        Ratings = [.. Given(4, 6)],
    };

    private static Session Released => Pressing with
    {
        State = SessionState.Releasing,
        PhaseBegan = S(86),
        PhaseEnds = S(91),
        Commanded = Level.Off,
        Output = Out(0, 0),
    };

    private static Session Paused(PauseReason why) => Released with
    {
        State = SessionState.Paused,
        Pause = why,
        Resume = new(SessionState.Compressing, S(12)),
        PhaseBegan = S(70),
        PhaseEnds = S(130),
        PromptOpen = why != PauseReason.Asked,
    };

    private static SessionSnapshot Over(
        SessionState state, SessionOutcome outcome, string reason, Func<SessionResult, SessionResult>? change = null)
    {
        var result = new SessionResult(outcome, 3, S(75), Percent(40), ConfirmedOff: true, AreaLocked: false, reason, [.. Given(4, 6, 6)]);
        return At(120, Released with { State = state, PhaseEnds = null, Result = change?.Invoke(result) ?? result });
    }

    private static Limited Out(int level, double requested, params LimitReason[] reasons) =>
        new(new(level), Plan.Scale.IntensityOf(new(level)), Percent(requested), [.. reasons]);

    private static IEnumerable<Discomfort> Given(params int[] ratings) => ratings.Select(Discomfort.From);

    private static SessionSnapshot At(double seconds, Session session, int? battery = 86) => new(session, S(seconds), battery, Notice: null);

    private static TimeSpan S(double seconds) => TimeSpan.FromSeconds(seconds);
}
