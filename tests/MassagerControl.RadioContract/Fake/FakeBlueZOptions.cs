namespace MassagerControl.RadioContract.Fake;

/// <summary>How a fake bluetoothd behaves.</summary>
public sealed record FakeBlueZOptions
{
    /// <summary>Between a request to disconnect and its end; 2 s in the real one.</summary>
    public TimeSpan DisconnectTime { get; init; } = TimeSpan.FromMilliseconds(30);

    /// <summary>After which an attempt to connect fails.</summary>
    public TimeSpan ConnectLimit { get; init; } = TimeSpan.FromSeconds(40.4);

    /// <summary>Show the battery's level as a property instead of its service.</summary>
    public bool HidesBattery { get; init; } = true;
}
