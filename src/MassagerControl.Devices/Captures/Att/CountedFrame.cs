using System.Collections.Immutable;

namespace MassagerControl.Devices.Captures.Att;

/// <summary>A frame of a capture, and how often it was said.</summary>
/// <param name="Device">Its place among the devices of the capture.</param>
/// <param name="First">Since the first packet of the file.</param>
/// <param name="Last">Since the first packet of the file.</param>
internal sealed record CountedFrame(int Device, AttKind Kind, ushort Handle, ImmutableArray<byte> Bytes, long Count, TimeSpan First, TimeSpan Last);
