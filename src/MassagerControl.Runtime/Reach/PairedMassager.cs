using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Runtime.Reach;

/// <summary>A paired massager: when it is not found at its address, the fault says what the person can do.</summary>
internal sealed class PairedMassager(IMassager inner, string name) : IMassager
{
    private bool _met;

    public MassagerTraits Traits => inner.Traits;

    public void Observe(Action<MassagerReport> receiver) => inner.Observe(receiver);

    public async Task ConnectAsync(CancellationToken cancellation)
    {
        try
        {
            await inner.ConnectAsync(cancellation).ConfigureAwait(false);
            _met = true;
        }
        catch (MassagerException exception) when (!_met && exception.InnerException is GattException { Failure: GattFailure.Unreachable, Advice: null })
        {
            throw new MassagerException(exception.Fault with { Detail = $"{exception.Fault.Detail}. If it is switched on and near, it may have another address by now: massager pair {Quoted} looks for it" }, exception.InnerException);
        }
    }

    public Task SetIntensityAsync(Intensity intensity, CancellationToken cancellation) => inner.SetIntensityAsync(intensity, cancellation);

    public Task StopAsync(CancellationToken cancellation) => inner.StopAsync(cancellation);

    public void RenewLease(bool repeats = true) => inner.RenewLease(repeats);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private string Quoted => name.Contains(' ', StringComparison.Ordinal) ? $"\"{name}\"" : name;
}
