using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Devices.Json;
using Orleans;

namespace MassagerControl.Clinic.Ledgers;

/// <summary>A room wants press time for a session.</summary>
/// <param name="Session">Names it in every try; the room's own choice.</param>
/// <param name="Until">The session is over then at the latest, whatever happens.</param>
[GenerateSerializer, Immutable]
public sealed record ReserveRequest(string Session, string Room, string Area, string? Side, TimeSpan Planned, DateTimeOffset Until);

/// <summary>A room says how long a session really pressed.</summary>
[GenerateSerializer, Immutable]
public sealed record SettleRequest(string Session, string Room, TimeSpan Press);

/// <summary>A room says again what was granted to it once, as the clinic may have lost it.</summary>
/// <param name="Until">When it ended; of one that goes on, until when it is over at the latest.</param>
/// <param name="Press">Null while it goes on.</param>
[GenerateSerializer, Immutable]
public sealed record ToldRequest(string Session, string Room, string Area, string? Side, TimeSpan Planned, DateTimeOffset Until, TimeSpan? Press);

/// <summary>A room says what a session pressed that the desk had allowed it without the clinic.</summary>
/// <param name="Allowance">By which it was had; known to be this room's.</param>
/// <param name="Latest">It had ended by then at the latest.</param>
[GenerateSerializer, Immutable]
public sealed record AllowedRequest(string Session, string Room, string Area, string? Side, TimeSpan Press, string Allowance, DateTimeOffset Latest);

/// <summary>A room says that a place is locked.</summary>
/// <param name="Kind">A <see cref="Core.Areas.LockKind"/>.</param>
[GenerateSerializer, Immutable]
public sealed record LockRequest(string Session, string Room, string Area, string? Side, string Kind);

/// <summary>What came of a request.</summary>
[GenerateSerializer, Immutable]
public abstract record LedgerAnswer;

/// <summary>The session may begin, with so much press time, and must be over by then.</summary>
[GenerateSerializer, Immutable]
public sealed record Granted(TimeSpan Press, DateTimeOffset Until) : LedgerAnswer;

/// <summary>The session counts for so much.</summary>
/// <param name="Over">So much of it was never reserved; it counts all the same.</param>
[GenerateSerializer, Immutable]
public sealed record Counted(TimeSpan Press, TimeSpan Over) : LedgerAnswer;

/// <summary>It was kept.</summary>
[GenerateSerializer, Immutable]
public sealed record Noted : LedgerAnswer;

/// <summary>The person was deleted: nothing is kept of it, and nobody need say it again.</summary>
[GenerateSerializer, Immutable]
public sealed record Forgotten : LedgerAnswer;

/// <summary>Not now: the clinic itself cannot know. Nothing was changed, and the same request may be granted later.</summary>
[GenerateSerializer, Immutable]
public sealed record Deferred(string Reason) : LedgerAnswer
{
    /// <summary>The reason as <see cref="PhraseJson"/>, for whoever says it in another language.</summary>
    [Id(1)]
    public string? Phrase { get; init; }

    public static Deferred Of(Phrase reason) => new(reason.Text) { Phrase = PhraseJson.Text(reason) };
}

/// <summary>No, with every reason. Nothing was changed.</summary>
/// <param name="NextPossible">When it is possible, where that comes by itself.</param>
[GenerateSerializer, Immutable]
public sealed record Refused(ImmutableArray<string> Reasons, DateTimeOffset? NextPossible = null) : LedgerAnswer
{
    /// <summary>It contradicts what is known of the session: a program that is wrong, or somebody who should not ask.</summary>
    [Id(2)]
    public bool Contradicts { get; init; }

    /// <summary>The reasons as <see cref="PhraseJson"/>, for whoever says them in another language.</summary>
    [Id(3)]
    public ImmutableArray<string> Phrases { get; init; } = [];

    public static Refused Because(Phrase reason) => new([reason.Text]) { Phrases = [PhraseJson.Text(reason)] };

    public static Refused Contradiction(Phrase reason) => Because(reason) with { Contradicts = true };

    public bool Equals(Refused? other) =>
        other is not null && Reasons.SequenceEqual(other.Reasons) && NextPossible == other.NextPossible && Contradicts == other.Contradicts;

    public override int GetHashCode() => HashCode.Combine(Reasons.Length, NextPossible, Contradicts);
}

/// <summary>What a person's ledger says of a place now, for a room that plans a session.</summary>
/// <param name="FirstInArea">Nobody treated this place before: the session must be a starter.</param>
/// <param name="DayRoom">Press time that the last 24 hours leave.</param>
/// <param name="Reasons">Every reason why no session may begin now.</param>
/// <param name="CheckIns">Answers of before, from which a room takes "same as last time".</param>
[GenerateSerializer, Immutable]
public sealed record LedgerForecast(
    bool FirstInArea, TimeSpan DayRoom, ImmutableArray<string> Reasons, DateTimeOffset? NextPossible, GentleUntil? Gentle, ImmutableArray<LedgerCheckIn> CheckIns)
{
    /// <inheritdoc cref="Refused.Phrases"/>
    [Id(6)]
    public ImmutableArray<string> Phrases { get; init; } = [];
}

/// <summary>Sessions stay gentler for a while.</summary>
/// <param name="Ceiling">Percent.</param>
[GenerateSerializer, Immutable]
public sealed record GentleUntil(DateTimeOffset Until, double Ceiling, string Reason)
{
    /// <inheritdoc cref="Deferred.Phrase"/>
    [Id(3)]
    public string? Phrase { get; init; }
}
