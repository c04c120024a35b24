using MassagerControl.Core;
using MassagerControl.Core.Massagers;

namespace MassagerControl.Tests.Support;

/// <summary>A massager that answers when the test says so.</summary>
internal sealed class HeldMassager : IMassager
{
    public List<(string Name, TaskCompletionSource End, CancellationToken Cancellation)> Calls { get; } = [];

    /// <summary>Told of each call before whoever makes it can wait for its end.</summary>
    public event Action<Task>? Held;

    public IEnumerable<string> Names => Calls.Select(call => call.Name);

    public MassagerTraits Traits { get; } = Plans.Device(5);

    public void Observe(Action<MassagerReport> receiver)
    {
    }

    public Task ConnectAsync(CancellationToken cancellation) => Hold("connect", cancellation);

    public Task SetIntensityAsync(Intensity intensity, CancellationToken cancellation) => Hold($"set {intensity.Percent:0}", cancellation);

    public Task StopAsync(CancellationToken cancellation) => Hold("stop", cancellation);

    public void RenewLease(bool repeats = true)
    {
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Task Hold(string name, CancellationToken cancellation)
    {
        var end = new TaskCompletionSource();
        Calls.Add((name, end, cancellation));
        Held?.Invoke(end.Task);
        return end.Task;
    }
}
