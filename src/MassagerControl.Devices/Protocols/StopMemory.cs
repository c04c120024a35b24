namespace MassagerControl.Devices.Protocols;

/// <summary>What a driver has learned about stopping its device, over all links.</summary>
/// <remarks>Safe from any thread.</remarks>
internal sealed class StopMemory
{
    private volatile bool _setsUpFirst;

    /// <summary>
    /// On a new link the stop comes first, since that turns most devices off soonest. Some take the link away, or take nothing more, when they are
    /// written to before they were greeted: whatever has failed on one link, the next one is begun the other way.
    /// </summary>
    public bool StopsFirst => !_setsUpFirst;

    /// <param name="stopsFirst">How the link was begun on which the stop was not confirmed.</param>
    public void Failed(bool stopsFirst) => _setsUpFirst = stopsFirst;
}
