using System.Globalization;
using MassagerControl.Core;
using MassagerControl.Core.Sessions;

namespace MassagerControl.Runtime.Programs;

/// <summary>A session that was run: its level, what the ratings allowed, and the ratings.</summary>
public static class SessionChart
{
    public static TimeChart Of(IReadOnlyCollection<SessionEvent> events) => new(
        events.Count == 0 ? TimeSpan.Zero : events.Max(told => told.At),
        [.. events.OfType<LevelAccepted>().Select(level => new TimePoint(level.At, level.Output.Intensity.Percent))],
        [.. events.OfType<CapChanged>().Select(cap => new TimePoint(cap.At, cap.Value.Percent))],
        [.. events.OfType<Rated>().Select(rated => new TimePoint(rated.At, rated.Value.Value))],
        [.. events.OfType<PhaseEntered>().Select(Mark).OfType<TimeMark>()]);

    private static TimeMark? Mark(PhaseEntered entered) => entered.Phase switch
    {
        SessionPhase.WarmUp => new(entered.At, "warm up"),
        SessionPhase.Compress => new(entered.At, Phrase.Verbatim(entered.Rep.ToString(CultureInfo.InvariantCulture))),
        SessionPhase.Guided => new(entered.At, "motor off"),
        SessionPhase.CoolDown => new(entered.At, "cool down"),
        SessionPhase.Paused => new(entered.At, "paused"),
        _ => null,
    };
}
