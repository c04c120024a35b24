namespace MassagerControl.Devices.Captures.Att;

/// <summary>What all links of a capture share.</summary>
internal sealed record ConversationPlace(DeviceBook Book, IAttSink Sink, Tally Tally);
