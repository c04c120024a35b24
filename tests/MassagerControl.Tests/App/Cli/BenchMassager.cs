using MassagerControl.Core;
using MassagerControl.Core.Massagers;

namespace MassagerControl.Tests.App.Cli;

/// <summary>A massager without a radio: obeys at once and tells what it delivers.</summary>
internal sealed class BenchMassager(Action<Intensity> felt, int levels = 5) : IMassager
{
    private Action<MassagerReport> _receiver = _ => { };

    public MassagerTraits Traits { get; } = TraitsOf(levels);

    /// <summary>Thrown by the next call that drives the motor.</summary>
    public Exception? Breaks { get; set; }

    /// <summary>Called after the motor was driven.</summary>
    public Action Drove { get; set; } = () => { };

    public bool Disposed { get; private set; }

    public Intensity Delivered { get; private set; }

    public int Stops { get; private set; }

    public static MassagerTraits TraitsOf(int levels) => new()
    {
        Name = "Bench",
        Device = "sim:bench",
        Kind = MassagerKind.Gun,
        Scale = new LevelScale(levels),
        Simulated = true,
    };

    public void Observe(Action<MassagerReport> receiver) => _receiver = receiver;

    public Task ConnectAsync(CancellationToken cancellation)
    {
        _receiver(new BatteryReported(80));
        return Task.CompletedTask;
    }

    public Task SetIntensityAsync(Intensity intensity, CancellationToken cancellation)
    {
        if (Breaks is { } breaks)
            return Task.FromException(breaks);
        Deliver(intensity);
        Drove();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellation)
    {
        Stops++;
        Deliver(Intensity.Zero);
        return Task.CompletedTask;
    }

    public void RenewLease(bool repeats = true)
    {
    }

    public ValueTask DisposeAsync()
    {
        Disposed = true;
        return ValueTask.CompletedTask;
    }

    private void Deliver(Intensity intensity)
    {
        Delivered = intensity;
        felt(intensity);
    }
}
