using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Sessions;

namespace MassagerControl.Tests.Support;

/// <summary>Session plans for tests.</summary>
internal static class Plans
{
    public static RatingBand Standard { get; } = new(Discomfort.From(5), Discomfort.From(7));

    public static RatingBand Gentle { get; } = new(Discomfort.From(3), Discomfort.From(5));

    public static MassagerTraits Device(int levels, OnDisconnect onDisconnect = OnDisconnect.Unknown) => new()
    {
        Name = "Test massager",
        Device = "test",
        Kind = MassagerKind.Gun,
        Scale = new LevelScale(levels),
        OnDisconnect = onDisconnect,
        Simulated = true,
    };

    /// <summary>The mission's program: 6 × 25 s, 5 s release, with warm-up and cool-down.</summary>
    public static SessionPlan Compression(int levels = 5, RatingBand? band = null) => Of(
        levels,
        band,
        new WarmUpStep(Seconds(30), Intensity.FromPercent(34)),
        Presses(6),
        new CoolDownStep(Seconds(30), Intensity.FromPercent(34)));

    /// <summary>Presses only.</summary>
    public static SessionPlan Bare(int reps = 6, int levels = 5, RatingBand? band = null) => Of(levels, band, Presses(reps));

    public static SessionPlan Of(int levels, RatingBand? band, params ImmutableArray<PlanStep> steps) => new()
    {
        Program = "compression",
        Band = band ?? Standard,
        Steps = steps,
        Massager = Device(levels),
        Area = "upper-trapezius",
        Side = "right",
    };

    public static CycleStep Presses(int reps, bool endsOnEased = false) =>
        new(Seconds(25), Seconds(2), Seconds(5), reps, Intensity.Full, endsOnEased);

    public static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
