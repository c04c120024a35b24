namespace MassagerControl.Web.Mqtt;

/// <summary>Words that both sides know: those of Home Assistant's defaults, and of the service's health.</summary>
internal static class BridgeWords
{
    public const string Online = "online";
    public const string Offline = "offline";

    public const string Connected = "connected";
    public const string NotConnected = "not-connected";
}
