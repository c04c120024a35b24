using MassagerControl.Core.Safety;

namespace MassagerControl.Runtime.Runs;

/// <summary>Says every 300 ms that the owner of a session is alive, until it is disposed of.</summary>
public sealed class LeaseRenewal : IDisposable
{
    private readonly Action _renew;
    private readonly ITimer _timer;

    /// <param name="renew">Called on the provider's thread.</param>
    public LeaseRenewal(TimeProvider time, Action renew)
    {
        _renew = renew;
        _timer = time.CreateTimer(_ => _renew(), null, HardLimits.Renewal, HardLimits.Renewal);
    }

    public void Dispose() => _timer.Dispose();
}
