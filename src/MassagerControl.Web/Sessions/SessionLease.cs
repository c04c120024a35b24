namespace MassagerControl.Web.Sessions;

/// <summary>Whether anybody of a session is still there: each of its remotes says so again and again, and its hold ends when all of them are silent.</summary>
/// <remarks>Not for several threads at once.</remarks>
/// <param name="held">Somebody has to be there from the beginning, as with a real device; else from when somebody was heard.</param>
internal sealed class SessionLease(bool held)
{
    /// <summary>As long as a page waits before it shows that it is offline.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(3);

    private bool _held = held;

    /// <summary>To be called several times a second.</summary>
    /// <param name="quiet">How long the one of them who was heard last has been silent; null where none was ever heard.</param>
    /// <returns>True while nobody is there who was, or has to be.</returns>
    public bool IsLost(TimeSpan? quiet)
    {
        _held |= quiet is not null;
        return _held && !(quiet < LongestSilence);
    }
}
