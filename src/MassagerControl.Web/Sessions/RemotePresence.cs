namespace MassagerControl.Web.Sessions;

/// <summary>When each remote was heard last.</summary>
/// <remarks>Members may be called from any thread.</remarks>
internal sealed class RemotePresence(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _heard = [];

    public void Heard(string remote)
    {
        lock (_gate)
            _heard[remote] = time.GetTimestamp();
    }

    /// <returns>How long it has been silent; null where it was never heard.</returns>
    public TimeSpan? Quiet(string remote)
    {
        lock (_gate)
            return _heard.TryGetValue(remote, out var at) ? time.GetElapsedTime(at) : null;
    }

    public bool IsHere(string remote) => Quiet(remote) < SessionLease.LongestSilence;
}
