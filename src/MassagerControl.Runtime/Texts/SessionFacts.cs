using System.Globalization;
using MassagerControl.Core;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Control;
using MassagerControl.Core.Safety;
using MassagerControl.Core.Sessions;

namespace MassagerControl.Runtime.Texts;

/// <summary>What a person wants to know of a session, read off its state.</summary>
public static class SessionFacts
{
    /// <summary>This project's own choice; no profile names a number.</summary>
    public const int LowBatteryPercent = 20;

    /// <summary>Whole seconds until the present phase is over, counted like a person counts down; null where nothing runs out.</summary>
    public static int? SecondsLeft(this SessionSnapshot snapshot)
    {
        var session = snapshot.Session;
        var ends = session.IsPressing ? session.PressEnds : session.IsOver ? null : session.PhaseEnds;
        return ends is { } end ? (int)Math.Clamp(Math.Ceiling((end - snapshot.At).TotalSeconds), 0, 9999) : null;
    }

    /// <summary>The motor rests because of an 8, although its phase may be over.</summary>
    public static bool RestsAfterSevere(this SessionSnapshot snapshot) => snapshot.Session.ZeroUntil > snapshot.At;

    /// <summary>The limit that binds beyond the present phase, in levels of the device: where the mark on the level bar stands.</summary>
    public static LimitReason Cap(this Session session)
    {
        var reach = ControlLaw.Reach(session);
        return (reach.Tightest ?? new("program", reach.Requested, "as much as the program asks for")) with { Cap = reach.Intensity };
    }

    /// <summary>The reps of the present cycle; outside one those of the cycle ahead, or of the last one.</summary>
    public static RepCount Reps(this Session session)
    {
        if (session.Cycle is { } cycle)
        {
            var past = session.State is SessionState.Releasing || session.Resume?.State is SessionState.Releasing;
            var done = past ? session.Rep : session.Rep - 1;
            return new(Math.Clamp(done, 0, cycle.Reps), session.Rep, cycle.Reps);
        }

        var steps = session.Plan.Steps;
        if (steps.Skip(session.StepIndex).OfType<CycleStep>().FirstOrDefault() is { } ahead)
            return new(0, 0, ahead.Reps);
        return steps.OfType<CycleStep>().LastOrDefault() is { } last ? new(last.Reps, 0, last.Reps) : default;
    }

    /// <summary>The area's name and side.</summary>
    public static Phrase Place(this SessionPlan plan) => new AreaPlace(plan.Area, plan.Side).InWords();

    /// <summary>A battery that may not last for the session, in words; null while it does.</summary>
    public static Phrase? LowBattery(this SessionSnapshot snapshot) => snapshot.BatteryPercent is { } percent and <= LowBatteryPercent
        ? Phrase.Of($"The battery has {percent} %: it may stop in the middle. Charge it first.")
        : null;

    /// <summary>In whole percent: a screen is read at a glance, the log has the decimals.</summary>
    public static string Rounded(this Intensity intensity) => string.Create(CultureInfo.InvariantCulture, $"{intensity.Percent:0} %");
}
