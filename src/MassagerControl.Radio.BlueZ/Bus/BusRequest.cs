namespace MassagerControl.Radio.BlueZ.Bus;

/// <summary>A method call to be sent.</summary>
/// <param name="Destination">A unique name, or the bus itself: an answer is believed from nobody else.</param>
/// <param name="Signature">Of the arguments, e.g. <c>aya{sv}</c>.</param>
internal sealed record BusRequest(
    string Destination, string Path, string Interface, string Member, string Signature = "", params object[] Arguments);
