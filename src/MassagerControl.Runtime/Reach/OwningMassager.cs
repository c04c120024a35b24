using MassagerControl.Core;
using MassagerControl.Core.Massagers;

namespace MassagerControl.Runtime.Reach;

/// <summary>A massager that also disposes of what it owns, e.g. its radio.</summary>
internal sealed class OwningMassager(IMassager inner, IAsyncDisposable owned) : IMassager
{
    public MassagerTraits Traits => inner.Traits;

    public void Observe(Action<MassagerReport> receiver) => inner.Observe(receiver);

    public Task ConnectAsync(CancellationToken cancellation) => inner.ConnectAsync(cancellation);

    public Task SetIntensityAsync(Intensity intensity, CancellationToken cancellation) => inner.SetIntensityAsync(intensity, cancellation);

    public Task StopAsync(CancellationToken cancellation) => inner.StopAsync(cancellation);

    public void RenewLease(bool repeats = true) => inner.RenewLease(repeats);

    public async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync().ConfigureAwait(false);
        await owned.DisposeAsync().ConfigureAwait(false);
    }
}
