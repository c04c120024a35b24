using System.Collections.Immutable;

namespace MassagerControl.Devices.Captures.Learning;

/// <summary>One command, as it was captured and as the driver gives it on a simulated device.</summary>
/// <param name="Command"><c>level 3</c> or <c>stop</c>.</param>
/// <param name="Captured">In order, without what other commands would have sent too.</param>
/// <param name="Driven">What the driver wrote for it, in order.</param>
/// <param name="Counted">Numbers that count the frames of a link are not compared: they go on from whatever was sent before.</param>
public sealed record ReplayedCommand(string Command, ImmutableArray<CapturedWrite> Captured, ImmutableArray<CapturedWrite> Driven, bool Counted, bool Same);
