namespace MassagerControl.Web.Mqtt;

/// <summary>The topics of one service.</summary>
/// <param name="service">What it is called on the broker.</param>
internal sealed class BridgeTopics(string service)
{
    public const string Stop = "stop";
    public const string Pause = "pause";
    public const string Lower = "lower";
    public const string Resume = "resume";

    // Where Home Assistant looks unless somebody has told it otherwise.
    private const string Discovery = "homeassistant/device";

    /// <summary>What the service is called in ids.</summary>
    public string Node { get; } = $"massager_{service}";

    public string Root { get; } = $"massager/{service}";

    /// <summary>Whether the service is there; the broker says no when it is gone.</summary>
    public string Availability => $"{Root}/availability";

    /// <summary>STOP for every session.</summary>
    public string StopAll => $"{Root}/{Stop}";

    /// <summary>Of all devices together.</summary>
    public string ServiceState => $"{Root}/state";

    /// <summary>What stops: all, or the sessions of one device.</summary>
    public IEnumerable<string> Stops => [StopAll, CommandOf("+", Stop)];

    /// <summary>What is taken beside STOP, for whoever allows it.</summary>
    public IEnumerable<string> Others => [CommandOf("+", Pause), CommandOf("+", Lower), CommandOf("+", Resume)];

    /// <summary>What was told to Home Assistant, also before this start.</summary>
    public string Discoveries => DiscoveryOf("+");

    public string StateOf(string key) => $"{Root}/{key}/state";

    public string CommandOf(string key, string word) => $"{Root}/{key}/{word}";

    public string DiscoveryOf(string key) => $"{Discovery}/{Node}/{key}/config";

    /// <returns>The key of the device that a discovery message is about; null where it is none of this service.</returns>
    public string? DiscoveredKey(string topic) => topic.Split('/') is [_, _, var node, var key, "config"] && node == Node && topic == DiscoveryOf(key) ? key : null;
}
