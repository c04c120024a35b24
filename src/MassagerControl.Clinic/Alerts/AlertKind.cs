namespace MassagerControl.Clinic.Alerts;

/// <summary>What an alert is about, as the API calls it.</summary>
public static class AlertKind
{
    /// <summary>Somebody rated 9 or 10.</summary>
    public const string Rating = "rating";

    /// <summary>Somebody felt something sharp, numb or radiating.</summary>
    public const string RedFlag = "red-flag";

    /// <summary>A motor is not known to be off that should be.</summary>
    public const string Motor = "motor";

    /// <summary>A session is over, and its room has not said how long it was: all that was reserved counts.</summary>
    public const string Unsettled = "unsettled";

    /// <summary>A room was last heard in the middle of a session.</summary>
    public const string Silent = "silent";

    /// <summary>A silo's clock is wrong.</summary>
    public const string Clock = "clock";
}
