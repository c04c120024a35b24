using MassagerControl.Core;

namespace MassagerControl.Devices.Captures.Files;

/// <summary>Something that is wrong with a capture file.</summary>
/// <param name="Offset">Where in the (unpacked) file, bytes.</param>
public sealed record CaptureFault(long Offset, Phrase Reason);
