namespace MassagerControl.RadioContract.Fake;

/// <summary>How a fake bluetoothd behaves.</summary>
public sealed record FakeBlueZOptions
{
    /// <summary>Between a request to disconnect and its end; 2 s in the real one.</summary>
    public TimeSpan DisconnectTime { get; init; } = TimeSpan.FromMilliseconds(30);

    /// <summary>Between the answer to a connect or disconnect and the change of the properties that it is about: the real one answers first.</summary>
    public TimeSpan TellingTime { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>A link's end is told before the request to disconnect is answered: the order of BlueZ 5.82 and later.</summary>
    public bool TellsBeforeAnswering { get; init; }

    /// <summary>The change to connected is never told; seen once with BlueZ 5.66.</summary>
    public bool ForgetsToTellConnected { get; init; }

    /// <summary>After which an attempt to connect fails.</summary>
    public TimeSpan ConnectLimit { get; init; } = TimeSpan.FromSeconds(40.4);

    /// <summary>Show the battery's level as a property instead of its service.</summary>
    public bool HidesBattery { get; init; } = true;
}
