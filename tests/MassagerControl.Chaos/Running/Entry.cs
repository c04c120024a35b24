using MassagerControl.Chaos.Scenarios;
using MassagerControl.Devices.Simulation;

namespace MassagerControl.Chaos.Running;

/// <summary>Something that was seen from outside, or done to the session.</summary>
/// <param name="At">World time: since the device was switched on.</param>
internal abstract record Entry(TimeSpan At);

/// <summary>The program was started.</summary>
internal sealed record ProgramStarted(TimeSpan At) : Entry(At);

/// <summary>A line of the peripheral's own log.</summary>
internal sealed record DeviceEntry(PeripheralEvent What) : Entry(What.At);

/// <summary>Somebody said something to the program.</summary>
internal sealed record Said(TimeSpan At, string Say) : Entry(At);

/// <summary>A fault of the computer begins.</summary>
/// <param name="Until">When it is over.</param>
internal sealed record HostTrouble(TimeSpan At, HostFaultKind Kind, TimeSpan Until) : Entry(At);

/// <summary>The owner's heart beat.</summary>
internal sealed record OwnerBeat(HeartBeat Beat) : Entry(Beat.World);

/// <summary>A line that the person was shown.</summary>
internal sealed record Shown(TimeSpan At, string Line) : Entry(At);

/// <summary>The program said that the session is over.</summary>
/// <param name="Broken">A fault of the program itself, or null.</param>
internal sealed record ProgramEnded(TimeSpan At, SessionEnd? End, int ExitCode, string? Broken) : Entry(At);

/// <summary>How the program says that it ended.</summary>
/// <param name="Outcome">As in the event log.</param>
internal sealed record SessionEnd(string Outcome, bool ConfirmedOff, bool AreaLocked, int Reps, TimeSpan Press);
