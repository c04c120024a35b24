using MassagerControl.Core;

namespace MassagerControl.Web.Sessions;

/// <summary>What is known of who could stop a session (docs/adr/0016-stop-keys.md).</summary>
/// <param name="KeyIsThere">Whether a key in somebody's hand can stop now.</param>
/// <param name="Say">Takes a line for the person at this computer.</param>
internal sealed record StopReach(RemotePresence Remotes, Func<bool> KeyIsThere, Action<Phrase> Say)
{
    /// <returns>What the person at this computer is told when it changes; null for nothing.</returns>
    public static Phrase? Words(StopHold now, StopHold before) => (now, before) switch
    {
        (StopHold.Remote, StopHold.Key or StopHold.Nobody) => "a phone answers again",
        (StopHold.Key, _) => "no phone answers, so nobody can rate; the stop key can still stop it",
        (StopHold.Nobody, _) => "no phone answers and no stop key is there: paused, and it ends in a minute",
        _ => null,
    };
}
