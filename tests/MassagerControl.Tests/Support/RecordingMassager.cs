using MassagerControl.Core;
using MassagerControl.Core.Massagers;

namespace MassagerControl.Tests.Support;

/// <summary>A massager that remembers what it was told and answers at once, unless a test holds or breaks the answer.</summary>
internal sealed class RecordingMassager(MassagerTraits traits, TimeProvider time) : IMassager
{
    private readonly long _began = time.GetTimestamp();
    private Action<MassagerReport> _receiver = _ => { };

    public MassagerTraits Traits => traits;

    public List<(TimeSpan At, double Percent)> Outputs { get; } = [];

    public int Connects { get; private set; }

    public int Renewals { get; private set; }

    /// <summary>Those at which the device may not be told its level again.</summary>
    public int QuietRenewals { get; private set; }

    /// <summary>What the device really does, in percent.</summary>
    public double Motor { get; private set; }

    public Func<Task> OnConnect { get; set; } = () => Task.CompletedTask;

    public Func<Intensity, Task> OnSet { get; set; } = _ => Task.CompletedTask;

    public Func<Task> OnStop { get; set; } = () => Task.CompletedTask;

    public void Observe(Action<MassagerReport> receiver) => _receiver = receiver;

    public void Report(MassagerReport report) => _receiver(report);

    public async Task ConnectAsync(CancellationToken cancellation)
    {
        Connects++;
        await OnConnect().ConfigureAwait(false);
        Note(0);
    }

    public async Task SetIntensityAsync(Intensity intensity, CancellationToken cancellation)
    {
        await OnSet(intensity).ConfigureAwait(false);
        Note(intensity.Percent);
    }

    public async Task StopAsync(CancellationToken cancellation)
    {
        await OnStop().ConfigureAwait(false);
        Note(0);
    }

    public void RenewLease(bool repeats = true)
    {
        if (repeats)
            Renewals++;
        else
            QuietRenewals++;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Note(double percent)
    {
        Motor = percent;
        Outputs.Add((time.GetElapsedTime(_began), percent));
    }
}
