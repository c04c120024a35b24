using MassagerControl.Devices.Gatt;

namespace MassagerControl.Devices.Simulation;

/// <summary>A radio that reaches simulated devices; a device's address is <c>sim:</c> and its profile's id.</summary>
public sealed class SimulatedRadio(params IReadOnlyList<SimulatedPeripheral> peripherals) : IRadio
{
    /// <summary>The address that <see cref="ConnectAsync"/> takes.</summary>
    public static string AddressOf(string profileId) => $"sim:{profileId}";

    public async Task ScanAsync(Action<Advertisement> seen, CancellationToken cancellation)
    {
        foreach (var peripheral in peripherals)
            if (peripheral.Advertise() is { } advertisement)
                seen(advertisement);
        var cancelled = new TaskCompletionSource();
        using var registration = cancellation.UnsafeRegister(static source => ((TaskCompletionSource)source!).TrySetResult(), cancelled);
        await cancelled.Task.ConfigureAwait(false);
    }

    public Task<IGattLink> ConnectAsync(string address, CancellationToken cancellation) =>
        peripherals.FirstOrDefault(peripheral => AddressOf(peripheral.Profile.Id) == address) is { } found
            ? found.ConnectAsync(cancellation)
            : Task.FromException<IGattLink>(new GattException(GattFailure.Unreachable, $"there is no simulated device {address}"));
}
