namespace MassagerControl.Core.Areas;

/// <summary>A place that stays locked since a red flag or a 9–10.</summary>
/// <param name="Id">The number of the entry in the store.</param>
/// <param name="Side"><c>left</c>, <c>right</c>, or null where an area has no sides.</param>
/// <param name="Kind">What locked it (<see cref="LockKind"/>).</param>
/// <param name="Session">The session that locked it; null for one that is no session of this store.</param>
/// <param name="Read">When the person read the advice, or null.</param>
/// <param name="Cleared">When the person cleared it, or null while it holds.</param>
public sealed record AreaLock(
    long Id, string Area, string? Side, DateTimeOffset Locked, string Kind, long? Session, DateTimeOffset? Read, DateTimeOffset? Cleared);
