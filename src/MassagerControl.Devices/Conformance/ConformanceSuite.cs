using System.Collections.Immutable;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Devices.Conformance;

/// <summary>The ordered checks that show whether a profile and a device belong together, and whether the device is safe to drive.</summary>
/// <remarks>All of them go through the driver that ships; the verdicts rest on what a person with the device could see.</remarks>
public static class ConformanceSuite
{
    /// <summary>In the order in which they run.</summary>
    internal static ImmutableArray<ConformanceCheck> Checks { get; } =
    [
        .. ConnectChecks.All,
        .. SetupChecks.All,
        .. PlaceChecks.All,
        .. LevelChecks.All,
        .. FrameChecks.All,
        .. StopChecks.All,
        .. InterruptedStopChecks.All,
        .. LinkChecks.All,
        .. ReportChecks.All,
        .. RestChecks.All,
    ];

    /// <summary>Ids of all checks, in order.</summary>
    public static ImmutableArray<string> Ids => [.. Checks.Select(check => check.Id)];

    /// <param name="name">What the report calls the target.</param>
    public static async Task<ConformanceReport> RunAsync(IConformanceTarget target, string name)
    {
        var lines = ImmutableArray.CreateBuilder<ConformanceLine>(Checks.Length);
        string? decided = null;
        foreach (var check in Checks)
        {
            var finding = decided is null || check.Explains
                ? await RunAsync(check, target).ConfigureAwait(false)
                : Finding.Info("not run", $"{decided} has failed: without that nothing else can be tried.");
            lines.Add(new(check.Id, check.Rule, check.Expected, finding.Got, finding.Severity, finding.Sentence));
            if (check.Decides && finding.Severity == Severity.Error)
                decided = check.Id;
        }
        return new(name, target.Profile.Id, lines.MoveToImmutable());
    }

    private static async Task<Finding> RunAsync(ConformanceCheck check, IConformanceTarget target)
    {
        try
        {
            return await target.UseAsync(device => RunAsync(check, new CheckBench(target.Profile, device))).ConfigureAwait(false);
        }
        catch (TimeoutException exception)
        {
            return Finding.Error(exception.Message, "The device leaves something unanswered for ever, and the driver waits with it.");
        }
    }

    private static async Task<Finding> RunAsync(ConformanceCheck check, CheckBench bench)
    {
        await using var closing = bench.ConfigureAwait(false);
        try
        {
            return await check.RunAsync(bench).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is MassagerException or GattException)
        {
            return Finding.Error(exception.Message, "The check could not be finished, because the device did not do what comes before.");
        }
    }
}
