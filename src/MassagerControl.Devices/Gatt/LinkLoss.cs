namespace MassagerControl.Devices.Gatt;

/// <summary>Whether a link is lost and why: the first reason counts, and whoever observes the link hears it once.</summary>
/// <remarks>Members may be called from any thread.</remarks>
public sealed class LinkLoss
{
    private readonly Lock _gate = new();
    private Action<string>? _observer;
    private volatile string? _reason;

    /// <summary>Null while the link is there.</summary>
    public string? Reason => _reason;

    /// <param name="lost">Called with the reason when the link is lost; at once where it is lost already.</param>
    public void Observe(Action<string> lost)
    {
        string? reason;
        lock (_gate)
            (_observer, reason) = (lost, _reason);
        if (reason is not null)
            lost(reason);
    }

    /// <param name="observer">Whoever is to be told of it, which is the caller's to do; null where nobody observes.</param>
    /// <returns>False where it was lost already.</returns>
    public bool TryLose(string reason, out Action<string>? observer)
    {
        lock (_gate)
        {
            observer = null;
            if (_reason is not null)
                return false;
            (_reason, observer) = (reason, _observer);
            return true;
        }
    }
}
