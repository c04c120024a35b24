using System.Collections.Immutable;
using Orleans;

namespace MassagerControl.Clinic.Access;

/// <summary>Who is let in: rooms and people.</summary>
[GenerateSerializer, Immutable]
public sealed record RosterState
{
    [Id(0)]
    public ImmutableArray<ClinicKey> Keys { get; init; } = [];

    [Id(1)]
    public ImmutableArray<OpenCode> Codes { get; init; } = [];
}

/// <summary>The key of a room or of a person.</summary>
/// <param name="Id">Stands in the token; no secret.</param>
/// <param name="Name">Names the room or the person, also under a later key.</param>
/// <param name="Hash">SHA-256 of the secret: who reads the database cannot sign in with it.</param>
/// <param name="Revoked">Null while it opens.</param>
[GenerateSerializer, Immutable]
public sealed record ClinicKey(string Id, string Name, ClinicRole Role, string Hash, DateTimeOffset Since, DateTimeOffset? Revoked);

/// <summary>A code that lets one room or person in, once.</summary>
/// <param name="Hash">SHA-256 of the code.</param>
[GenerateSerializer, Immutable]
public sealed record OpenCode(string Hash, string Name, ClinicRole Role, DateTimeOffset Expires);

/// <summary>What came of a code that somebody gave.</summary>
/// <param name="Key">Null where the code was wrong.</param>
/// <param name="Token">Said once; only its hash is kept.</param>
/// <param name="Pause">So long whoever asks must wait, after too many wrong codes.</param>
[GenerateSerializer, Immutable]
public sealed record Enrolment(ClinicKey? Key, string? Token, TimeSpan Pause);
