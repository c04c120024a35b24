namespace MassagerControl.Clinic.People;

/// <summary>A person whom the clinic knows by an id.</summary>
/// <param name="Name">Null where none is kept.</param>
/// <param name="Since">When the id was first heard of.</param>
/// <param name="Due">When the desk expects the person next; null where nobody said.</param>
/// <param name="Last">The newest session that a room told of; null where none did.</param>
internal sealed record Person(string Id, string? Name, DateTimeOffset Since, DateTimeOffset? Due, PersonVisit? Last);

/// <summary>A session of a person, in short.</summary>
internal sealed record PersonVisit(DateTimeOffset Ended, string Room, string Area, string? Side);
