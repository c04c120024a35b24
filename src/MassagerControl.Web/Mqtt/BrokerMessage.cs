namespace MassagerControl.Web.Mqtt;

/// <summary>What somebody has published.</summary>
/// <param name="Retained">The broker keeps it, or was asked to: it may be of any age.</param>
internal sealed record BrokerMessage(string Topic, string Payload, bool Retained);
