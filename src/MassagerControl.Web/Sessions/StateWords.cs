using MassagerControl.Core.Sessions;

namespace MassagerControl.Web.Sessions;

/// <summary>The words of states and pauses in the API.</summary>
internal static class StateWords
{
    public static string Word(SessionState state) => state switch
    {
        SessionState.Idle => "idle",
        SessionState.Connecting => "connecting",
        SessionState.Ready => "ready",
        SessionState.WarmingUp => "warming-up",
        SessionState.Compressing => "compressing",
        SessionState.Holding => "holding",
        SessionState.Releasing => "releasing",
        SessionState.Resting => "resting",
        SessionState.CoolingDown => "cooling-down",
        SessionState.Paused => "paused",
        SessionState.Reconnecting => "reconnecting",
        SessionState.Stopping => "stopping",
        SessionState.Completed => "completed",
        SessionState.Ended => "ended",
        SessionState.Faulted => "faulted",
        _ => throw new ArgumentException($"A session is never in {state}.", nameof(state)),
    };

    /// <returns>Null where nothing is paused.</returns>
    public static string? Word(PauseReason pause) => pause switch
    {
        PauseReason.None => null,
        PauseReason.Asked => "asked",
        PauseReason.StillThere => "still-there",
        PauseReason.Reconnected => "reconnected",
        PauseReason.OwnerLost => "owner-lost",
        PauseReason.ClockJumped => "clock-jumped",
        PauseReason.RemotesLost => "remotes-lost",
        _ => throw new ArgumentOutOfRangeException(nameof(pause), pause, "A pause without a word."),
    };
}
