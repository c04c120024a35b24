namespace MassagerControl.Devices.Gatt;

/// <summary>Asks a person for the number that a device shows or has printed on it.</summary>
/// <param name="device">Its name or address.</param>
/// <returns>Up to 16 characters, six digits where Bluetooth LE asks; null to give up.</returns>
public delegate Task<string?> AskPin(string device, CancellationToken cancellation);
