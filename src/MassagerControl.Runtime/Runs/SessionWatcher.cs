using MassagerControl.Core;
using MassagerControl.Core.Control;
using MassagerControl.Core.Sessions;

namespace MassagerControl.Runtime.Runs;

/// <summary>Somebody who wants to see a session and has no part in it: a screen, a phone, a monitor.</summary>
/// <param name="Name">For the reason why it was dropped.</param>
/// <param name="Show">Takes the session as it is now; what comes while it is busy is skipped but for the last.</param>
public sealed record SessionWatcher(string Name, Action<SessionSnapshot> Show)
{
    /// <summary>Takes every event, in order; null for none.</summary>
    public Action<SessionEvent>? Tell { get; init; }

    /// <summary>Told once, on any thread, why nothing more is shown.</summary>
    public Action<Phrase> Dropped { get; init; } = static _ => { };
}
