using MassagerControl.Core;
using MassagerControl.Core.Massagers;

namespace MassagerControl.Runtime.Runs;

/// <summary>Writes down that the motor may run before it can; where that cannot be written, the motor does not start.</summary>
/// <remarks>Written when a link is made, while STOP still finds a motor at rest; checked again before each output.</remarks>
/// <param name="write">Returns when it is on the disk, with null, or with the reason why it is not.</param>
/// <param name="refuse">Told that reason: ends the session.</param>
internal sealed class JournaledMassager(IMassager inner, Func<Phrase?> write, Action<Phrase> refuse) : IMassager
{
    private volatile bool _written;

    public MassagerTraits Traits => inner.Traits;

    public void Observe(Action<MassagerReport> receiver) => inner.Observe(receiver);

    public async Task ConnectAsync(CancellationToken cancellation)
    {
        await inner.ConnectAsync(cancellation).ConfigureAwait(false);
        Write();
    }

    public Task SetIntensityAsync(Intensity intensity, CancellationToken cancellation)
    {
        if (intensity.IsZero)
            return StopAsync(cancellation);
        return Write() ? inner.SetIntensityAsync(intensity, cancellation) : Task.FromCanceled(new CancellationToken(canceled: true));
    }

    public Task StopAsync(CancellationToken cancellation) => inner.StopAsync(cancellation);

    public void RenewLease(bool repeats = true) => inner.RenewLease(repeats);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private bool Write()
    {
        if (_written)
            return true;
        if (write() is { } reason)
        {
            refuse(reason);
            return false;
        }
        return _written = true;
    }
}
