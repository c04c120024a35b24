using MassagerControl.Core;
using MassagerControl.Core.Massagers;

namespace MassagerControl.Runtime.Runs;

/// <summary>A massager that is connected only when the guard has heard a renewal.</summary>
/// <remarks>At first a guard is patient, as nothing can run yet. A session can reach its first level before its first renewal: without this class a session that freezes there would get that patience.</remarks>
/// <param name="renew">Completes when the guard has heard a renewal; from then on it waits for one lease and no more.</param>
internal sealed class GuardedMassager(IMassager inner, Func<Task> renew) : IMassager
{
    public MassagerTraits Traits => inner.Traits;

    public void Observe(Action<MassagerReport> receiver) => inner.Observe(receiver);

    public async Task ConnectAsync(CancellationToken cancellation)
    {
        await inner.ConnectAsync(cancellation).ConfigureAwait(false);
        await renew().WaitAsync(cancellation).ConfigureAwait(false);
    }

    public Task SetIntensityAsync(Intensity intensity, CancellationToken cancellation) => inner.SetIntensityAsync(intensity, cancellation);

    public Task StopAsync(CancellationToken cancellation) => inner.StopAsync(cancellation);

    public void RenewLease(bool repeats = true) => inner.RenewLease(repeats);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
