namespace MassagerControl.Devices.Captures.Att;

/// <summary>Where in a file something was said.</summary>
/// <param name="Packet">The number of the record.</param>
/// <param name="At">Since the first packet of the file.</param>
internal readonly record struct Moment(long Packet, TimeSpan At);
