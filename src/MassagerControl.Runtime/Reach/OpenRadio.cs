using MassagerControl.Devices.Gatt;

namespace MassagerControl.Runtime.Reach;

/// <param name="Owned">Whatever must be closed with it, or null.</param>
public sealed record OpenRadio(IRadio Radio, IAsyncDisposable? Owned = null) : IAsyncDisposable
{
    /// <summary>Has this computer forget a device's bond and services; false when it knew nothing of it. Null where a radio keeps neither.</summary>
    public Func<string, CancellationToken, Task<bool>>? Unbond { get; init; }

    /// <summary>What is to be remembered behind the colon, where that is not what somebody wrote there: it must mean the same later. Null where it is.</summary>
    public Func<CancellationToken, Task<string>>? Lasting { get; init; }

    public ValueTask DisposeAsync() => Owned?.DisposeAsync() ?? ValueTask.CompletedTask;
}
