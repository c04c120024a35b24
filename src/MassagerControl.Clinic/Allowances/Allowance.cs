using System.Collections.Immutable;
using Orleans;

namespace MassagerControl.Clinic.Allowances;

/// <summary>Press time that a room may give without the clinic, while it cannot reach it: the desk decides, and all of it counts.</summary>
/// <param name="Person">For whom; null for whoever comes.</param>
/// <param name="Until">A session that counts on it begins before then.</param>
/// <param name="By">Who decided.</param>
[GenerateSerializer, Immutable]
public sealed record Allowance(string Id, string? Person, TimeSpan Press, DateTimeOffset Given, DateTimeOffset Until, string By)
{
    /// <summary>Null while it holds.</summary>
    [Id(6)]
    public DateTimeOffset? Revoked { get; init; }

    /// <summary>The sessions that were had by it, so far as the clinic was told.</summary>
    [Id(7)]
    public ImmutableArray<AllowanceUse> Uses { get; init; } = [];

    public TimeSpan Used => Uses.Aggregate(TimeSpan.Zero, (sum, use) => sum + use.Press);

    public bool IsOpen(DateTimeOffset now) => Revoked is null && now < Until;
}

/// <summary>A session that was had by an allowance.</summary>
[GenerateSerializer, Immutable]
public sealed record AllowanceUse(string Session, TimeSpan Press);

/// <summary>What is kept of a room's allowances.</summary>
[GenerateSerializer, Immutable]
public sealed record AllowanceState
{
    /// <summary>In the order in which they were given.</summary>
    [Id(0)]
    public ImmutableArray<Allowance> All { get; init; } = [];
}
