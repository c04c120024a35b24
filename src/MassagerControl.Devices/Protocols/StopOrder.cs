namespace MassagerControl.Devices.Protocols;

/// <summary>What comes first on a new link to a device that may run: the stop, or what the profile wants before anything else.</summary>
/// <remarks>
/// The stop, since that turns most devices off soonest. Some take the link away, or take nothing more, when they are written to before they were
/// greeted: whatever has failed on one link, the next one is begun the other way. Safe from any thread.
/// </remarks>
internal sealed class StopOrder
{
    private volatile bool _setsUpFirst;

    public bool StopsFirst => !_setsUpFirst;

    /// <param name="stopsFirst">How the link was begun on which the stop was not confirmed.</param>
    public void Failed(bool stopsFirst) => _setsUpFirst = stopsFirst;
}
