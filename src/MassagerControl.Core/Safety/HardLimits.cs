namespace MassagerControl.Core.Safety;

/// <summary>Ceilings in code. No setting, file or option raises them; what a change needs stands in docs/safety.md, "Changing a limit".</summary>
public static class HardLimits
{
    /// <summary>The longest single press: sustained pressure is held for 30 to 60 s in the sources.</summary>
    public static readonly TimeSpan Press = TimeSpan.FromSeconds(60);

    /// <summary>The shortest release between presses: "release it for 5 seconds".</summary>
    public static readonly TimeSpan Release = TimeSpan.FromSeconds(5);

    /// <summary>Repetitions in one bout: "5 to 7 times".</summary>
    public const int Reps = 7;

    /// <summary>Press time in one area and session that no setting exceeds: "five or six minutes" at most.</summary>
    public static readonly TimeSpan PressPerArea = TimeSpan.FromSeconds(360);

    /// <summary>The same where nothing is set.</summary>
    public static readonly TimeSpan DefaultPressPerArea = TimeSpan.FromSeconds(300);

    /// <summary>A roller: "not more than 3 minutes at a time".</summary>
    public static readonly TimeSpan RollerPressPerArea = TimeSpan.FromSeconds(180);

    /// <summary>The first session in an area: "up to a minute".</summary>
    public static readonly TimeSpan FirstSessionPress = TimeSpan.FromSeconds(60);

    /// <summary>Sessions in one area within 24 hours: "up to three times a day".</summary>
    public const int SessionsPerDay = 3;

    /// <summary>Between two sessions in one area; this project's own choice.</summary>
    public static readonly TimeSpan SessionGap = TimeSpan.FromHours(2);

    /// <summary>Press time in all areas within 24 hours: three times six minutes.</summary>
    public static readonly TimeSpan PressPerDay = TimeSpan.FromSeconds(1080);

    /// <summary>No massage at a fresh injury: the sources cool it for two to three days.</summary>
    public static readonly TimeSpan InjuryRest = TimeSpan.FromHours(72);

    /// <summary>How long sessions stay gentler after a 9 or 10, a red flag or an injury; this project's own choice.</summary>
    public static readonly TimeSpan GentleTime = TimeSpan.FromHours(48);

    /// <summary>The ceiling of such a session, the same as a starter's; this project's own choice.</summary>
    public static readonly Intensity GentleCeiling = Intensity.FromPercent(60);

    /// <summary>A session, pauses included.</summary>
    public static readonly TimeSpan Session = TimeSpan.FromMinutes(20);

    /// <summary>Where every session starts, unless the device's lowest level lies above it.</summary>
    public static readonly Intensity StartCap = Intensity.FromPercent(25);

    /// <summary>A device whose lowest level lies above this is too coarse to start gently.</summary>
    public static readonly Intensity HighestLowestLevel = Intensity.FromPercent(34);

    /// <summary>The ceiling of a real device that may keep running when the link breaks, or that wants somebody in the room; this project's own choice.</summary>
    public static readonly Intensity AttendedCeiling = Intensity.FromPercent(60);

    /// <summary>The longest press of such a device; this project's own choice.</summary>
    public static readonly TimeSpan AttendedPress = TimeSpan.FromSeconds(30);

    /// <summary>Between two steps up.</summary>
    public static readonly TimeSpan StepGap = TimeSpan.FromMilliseconds(200);

    /// <summary>Output stays 0 for this long after a rating of 8.</summary>
    public static readonly TimeSpan SevereRest = TimeSpan.FromSeconds(10);

    /// <summary>After a rating of 8 the cap is at most this share of the last output.</summary>
    public const double SevereShare = 0.7;

    /// <summary>Ratings of 8 that end a session.</summary>
    public const int SevereRatings = 2;

    /// <summary>Reps in a row without a rating before the session pauses.</summary>
    public const int SilentReps = 2;

    /// <summary>How long "still there?" waits.</summary>
    public static readonly TimeSpan AnswerWait = TimeSpan.FromSeconds(60);

    /// <summary>How long a lost link is sought.</summary>
    public static readonly TimeSpan Reconnect = TimeSpan.FromSeconds(60);

    /// <summary>How long an unconfirmed stop is repeated.</summary>
    public static readonly TimeSpan StopRepeat = TimeSpan.FromSeconds(10);

    /// <summary>The longest time that output lives without a renewal.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(1);

    /// <summary>How often a living owner renews.</summary>
    public static readonly TimeSpan Renewal = TimeSpan.FromMilliseconds(300);
}
