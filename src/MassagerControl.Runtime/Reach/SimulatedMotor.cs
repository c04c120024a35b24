using MassagerControl.Core;

namespace MassagerControl.Runtime.Reach;

/// <summary>The motor of a simulated device inside this process: tells what it delivers, which no real device can.</summary>
/// <param name="device">Disposed of with it; null where somebody else does that.</param>
public sealed class SimulatedMotor(IDisposable? device) : IDisposable
{
    /// <summary>Raised when the motor turns from one intensity to another; must return at once.</summary>
    public event Action<Intensity>? Delivers;

    public void Deliver(Intensity intensity) => Delivers?.Invoke(intensity);

    public void Dispose() => device?.Dispose();
}
