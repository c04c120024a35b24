namespace MassagerControl.Core.Doses;

/// <summary>What the clocks of the computer say at one moment.</summary>
/// <param name="Wall">The wall clock, which anybody can set.</param>
/// <param name="Boot">Names this start of the computer; null where nothing is known of it.</param>
/// <param name="Up">Time since that start, sleep included; nobody can set it.</param>
public sealed record ClockReading(DateTimeOffset Wall, string? Boot, TimeSpan Up);
