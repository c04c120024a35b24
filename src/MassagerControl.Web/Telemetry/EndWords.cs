using MassagerControl.Core.Sessions;

namespace MassagerControl.Web.Telemetry;

/// <summary>How a session ended, for operators: what a person felt or answered is one word for all.</summary>
internal static class EndWords
{
    /// <param name="outcome">Null where the session itself broke.</param>
    public static string Of(SessionOutcome? outcome) => outcome switch
    {
        SessionOutcome.Completed => "completed",
        SessionOutcome.Stopped => "stopped",
        SessionOutcome.Rating or SessionOutcome.RedFlag or SessionOutcome.NoAnswer or SessionOutcome.Limit => "early",
        SessionOutcome.Device => "device",
        SessionOutcome.Uncertain => "uncertain",
        _ => "broken",
    };
}
