using MassagerControl.Devices.Gatt;

namespace MassagerControl.Tests.Support;

/// <summary>A radio that hears what the test says, and reaches what the test gives it.</summary>
internal sealed class ScriptedRadio : IRadio
{
    /// <summary>Heard as soon as a scan begins, in this order.</summary>
    public IEnumerable<Advertisement> Heard { get; init; } = [];

    /// <summary>Thrown by a scan after everything was heard; null goes on until it is cancelled.</summary>
    public GattException? ScanFails { get; init; }

    /// <summary>Makes the link to an address. Nobody is there otherwise.</summary>
    public Func<string, CancellationToken, Task<IGattLink>> Connect { get; init; } = (_, _) =>
        Task.FromException<IGattLink>(new GattException(GattFailure.Unreachable, "nobody is there"));

    /// <summary>Completes when a scan has heard everything.</summary>
    public TaskCompletionSource Listening { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public List<string> Connected { get; } = [];

    public async Task ScanAsync(Action<Advertisement> seen, CancellationToken cancellation)
    {
        foreach (var advertisement in Heard)
            seen(advertisement);
        Listening.TrySetResult();
        if (ScanFails is { } failure)
            throw failure;
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
    }

    public Task<IGattLink> ConnectAsync(string address, CancellationToken cancellation)
    {
        Connected.Add(address);
        return Connect(address, cancellation);
    }
}
