namespace MassagerControl.Radio.BlueZ.Central;

/// <summary>How long bluetoothd may take for what it is asked; above 0. Whoever calls the radio usually waits for less.</summary>
public sealed record BlueZLimits
{
    /// <summary>What it knows by itself.</summary>
    public TimeSpan Own { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Making a link: bluetoothd gives up after 40 s by itself.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>Waiting for an attempt of somebody else to connect the same device.</summary>
    public TimeSpan Busy { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>Ending a link: bluetoothd waits for 2 s before it does (DISCONNECT_TIMER in its src/device.c).</summary>
    public TimeSpan Disconnect { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>A request to the device: after 30 s the Attribute Protocol allows no more on the link (Bluetooth Core, vol. 3 part F, 3.3.3).</summary>
    public TimeSpan Request { get; init; } = TimeSpan.FromSeconds(35);

    /// <summary>Bonding, where a person may be asked.</summary>
    public TimeSpan Bond { get; init; } = TimeSpan.FromSeconds(60);
}
