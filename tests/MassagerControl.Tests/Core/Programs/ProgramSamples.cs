using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Programs;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Core.Programs;

/// <summary>A program without a fault, for tests to break in one place.</summary>
internal static class ProgramSamples
{
    public static Cycle SomePresses { get; } = new(
        new PressRange(Plans.Seconds(20), Plans.Seconds(25), Plans.Seconds(30)),
        Plans.Seconds(2),
        Plans.Seconds(5),
        new RepRange(5, 6, 7),
        Intensity.Full,
        EndsOnEased: false);

    public static WarmUp SomeWarmUp { get; } = new(Plans.Seconds(30), Intensity.FromPercent(34));

    public static CoolDown SomeCoolDown { get; } = new(Plans.Seconds(20), Intensity.FromPercent(30));

    public static Guided SomeGuidance { get; } = new(Plans.Seconds(15), "move the arm");

    public static Program Whole { get; } = Of(SomeWarmUp, SomePresses, SomeGuidance, SomeCoolDown);

    public static Program Of(params ProgramStep[] steps) => new()
    {
        Id = "compression-2",
        Name = "Compression",
        Summary = "press and release",
        Sources = [new("an article", "says so")],
        Band = Plans.Standard,
        Tools = [MassagerKind.Gun, MassagerKind.Ball, MassagerKind.Roller, MassagerKind.Bed],
        Steps = [.. steps],
    };
}
