using MassagerControl.Core.Areas;

namespace MassagerControl.Core.Doses;

/// <summary>One entry of a copy of doses and locks, which is only ever appended to.</summary>
public abstract record CopyLine;

/// <summary>A session began and may give all that it plans.</summary>
public sealed record SessionBegunLine(DoseEntry Planned) : CopyLine;

/// <summary>A session ended.</summary>
public sealed record DoseLine(DoseEntry Dose) : CopyLine;

/// <summary>A place was locked.</summary>
/// <param name="What">A <see cref="LockKind"/>.</param>
public sealed record LockLine(string Area, string? Side, DateTimeOffset At, string What) : CopyLine;

/// <summary>A lock was cleared.</summary>
/// <param name="Locked">When the lock was made: names it.</param>
public sealed record ClearedLine(string Area, string? Side, DateTimeOffset Locked, DateTimeOffset At) : CopyLine;
