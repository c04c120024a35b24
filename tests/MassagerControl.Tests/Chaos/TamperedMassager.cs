using MassagerControl.Core;
using MassagerControl.Core.Massagers;

namespace MassagerControl.Tests.Chaos;

/// <summary>A driver with one bug in it, planted between the session and the driver that ships.</summary>
internal sealed class TamperedMassager(IMassager inner) : IMassager
{
    public IMassager Inner { get; } = inner;

    public MassagerTraits Traits => Inner.Traits;

    public Func<IMassager, CancellationToken, Task> OnConnect { get; init; } = static (inner, cancellation) => inner.ConnectAsync(cancellation);

    public Func<IMassager, Intensity, CancellationToken, Task> OnSet { get; init; } = static (inner, intensity, cancellation) => inner.SetIntensityAsync(intensity, cancellation);

    public Func<IMassager, CancellationToken, Task> OnStop { get; init; } = static (inner, cancellation) => inner.StopAsync(cancellation);

    public Func<MassagerReport, bool> Passes { get; init; } = static _ => true;

    public Func<IMassager, Task> OnDispose { get; init; } = static _ => Task.CompletedTask;

    public void Observe(Action<MassagerReport> receiver) => Inner.Observe(report =>
    {
        if (Passes(report))
            receiver(report);
    });

    public Task ConnectAsync(CancellationToken cancellation) => OnConnect(Inner, cancellation);

    public Task SetIntensityAsync(Intensity intensity, CancellationToken cancellation) => OnSet(Inner, intensity, cancellation);

    public Task StopAsync(CancellationToken cancellation) => OnStop(Inner, cancellation);

    public void RenewLease(bool repeats = true) => Inner.RenewLease(repeats);

    public async ValueTask DisposeAsync()
    {
        await OnDispose(Inner).ConfigureAwait(false);
        await Inner.DisposeAsync().ConfigureAwait(false);
    }
}
