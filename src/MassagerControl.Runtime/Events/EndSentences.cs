using MassagerControl.Core;
using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.Runtime.Events;

/// <summary>How a session ended, in sentences that screen and plain lines share: each thing once, and nothing that another line takes back.</summary>
public static class EndSentences
{
    /// <summary>How it ended and why. Whether the motor is off is told by another sentence.</summary>
    public static string How(SessionResult result, Language language) => language.Say(Words(result));

    internal static Phrase Words(SessionResult result) => $"{Word(result.Outcome)}: {result.Reason}";

    /// <summary>Which limits held the level back, and how often; null where none did.</summary>
    public static Phrase? HeldBack(SessionResult result) => result.HeldBack.IsEmpty
        ? null
        : Phrase.Of($"Held back by {Phrase.Join("; ", result.HeldBack.Select((held, index) => HeldBy(held, index == 0)))}");

    /// <summary>The command that unlocks a place.</summary>
    /// <param name="more">What it must repeat of the session's own options, with a space before it.</param>
    public static string Unlock(SessionPlan plan, string more = "") => $"massager areas unlock {plan.Area}{(plan.Side is { } side ? $" --side {side}" : "")}{more}";

    private static Phrase Word(SessionOutcome outcome) => outcome switch
    {
        SessionOutcome.Completed => "Completed",
        SessionOutcome.Stopped or SessionOutcome.Rating or SessionOutcome.NoAnswer => "Stopped",
        SessionOutcome.RedFlag => "Stopped by a warning sign",
        SessionOutcome.Limit => "Stopped at a limit",
        SessionOutcome.Device => "Failed",
        SessionOutcome.Uncertain => "Ended",
    };

    private static Phrase HeldBy(HeldBack held, bool first) => first
        ? Phrase.Of($"{Name(held.Limit.Rule)} ({held.Limit.Cap}) in {Presses(held.Presses)}")
        : Phrase.Of($"{Name(held.Limit.Rule)} ({held.Limit.Cap}) in {held.Presses}");

    private static Phrase Presses(int count) => count == 1 ? "1 press" : Phrase.Of($"{count} presses");

    private static Phrase Name(string rule) => rule switch
    {
        "user-ceiling" => "your own ceiling",
        "rating-cap" => "what you rated, and the gentle start",
        "profile-ceiling" => "the device's profile",
        "area-ceiling" => "the ceiling of this place",
        "starter-ceiling" => "the ceiling of a first session",
        "attended-ceiling" => "the ceiling of a device that may run on without a link",
        "check-in" => "what you answered at the check-in",
        "level-step" => "the device's coarse levels",
        _ => Phrase.Verbatim(rule),
    };
}
