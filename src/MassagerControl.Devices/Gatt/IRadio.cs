namespace MassagerControl.Devices.Gatt;

/// <summary>The hardware abstraction: finds devices and makes links to them.</summary>
/// <remarks>Members may be called from any thread.</remarks>
public interface IRadio
{
    /// <summary>Listens until it is cancelled; a device may be seen many times.</summary>
    /// <param name="seen">Called on any thread; returns at once and does not throw.</param>
    /// <exception cref="GattException">The radio does not work.</exception>
    Task ScanAsync(Action<Advertisement> seen, CancellationToken cancellation);

    /// <summary>Makes a link and finds the device's services. Sends nothing else.</summary>
    /// <remarks>Has no time limit of its own: it waits for the device until it is cancelled.</remarks>
    /// <exception cref="GattException">No such device, or the radio does not work.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; nothing is left behind.</exception>
    Task<IGattLink> ConnectAsync(string address, CancellationToken cancellation);
}
