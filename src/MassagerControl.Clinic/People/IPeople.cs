using System.Collections.Immutable;

namespace MassagerControl.Clinic.People;

/// <summary>Whom the clinic knows: ids, names apart from them, and what rooms told of finished sessions.</summary>
/// <remarks>Whatever is answered is kept by then. Members may be called from any thread.</remarks>
internal interface IPeople
{
    /// <summary>The id is listed from now on; nothing happens where it was, or was deleted.</summary>
    /// <returns>False where it was there before.</returns>
    Task<bool> AddAsync(string id, CancellationToken cancellation);

    /// <returns>Null where nobody has this id, or was deleted.</returns>
    Task<Person?> FindAsync(string id, CancellationToken cancellation);

    /// <param name="wanted">In the name, or the beginning of the id; empty for all.</param>
    /// <param name="after">Ids behind this one, in the order of their characters.</param>
    Task<ImmutableArray<Person>> ListAsync(string wanted, string after, int most, CancellationToken cancellation);

    /// <returns>Whom the desk expects before then, the earliest first.</returns>
    Task<ImmutableArray<Person>> ExpectedAsync(DateTimeOffset before, int most, CancellationToken cancellation);

    /// <param name="name">Null: the name is forgotten.</param>
    /// <returns>False where nobody has this id.</returns>
    Task<bool> NameAsync(string id, string? name, CancellationToken cancellation);

    /// <param name="due">When the desk expects the person next; null for nobody knows.</param>
    /// <returns>False where nobody has this id.</returns>
    Task<bool> ExpectAsync(string id, DateTimeOffset? due, CancellationToken cancellation);

    /// <summary>Keeps what a room told of a session, once.</summary>
    Task<RecordKeeping> KeepAsync(string id, SessionRecord record, CancellationToken cancellation);

    /// <returns>In the order in which they ended.</returns>
    Task<ImmutableArray<SessionRecord>> RecordsAsync(string id, CancellationToken cancellation);

    /// <returns>The ids of those who were deleted since then.</returns>
    Task<ImmutableArray<string>> DeletedAsync(DateTimeOffset since, CancellationToken cancellation);

    /// <summary>Forgets all of a person but the id, which nobody ever has again.</summary>
    Task DeleteAsync(string id, CancellationToken cancellation);
}

/// <summary>What came of a record.</summary>
internal enum RecordKeeping
{
    /// <summary>It is kept, now or since it was told before.</summary>
    Kept,

    /// <summary>Another one is kept of this session.</summary>
    Contradicts,

    /// <summary>The person was deleted: nothing is kept.</summary>
    Deleted,
}
