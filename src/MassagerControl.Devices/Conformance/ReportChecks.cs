using System.Collections.Immutable;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Profiles;

namespace MassagerControl.Devices.Conformance;

/// <summary>What the device says.</summary>
internal static class ReportChecks
{
    // What the Device Information service tells is news for people, and no riddle.
    private const string Greeting = "the device says of itself";

    public static ImmutableArray<ConformanceCheck> All { get; } =
    [
        new("report.understood", "Whatever the device says is explained by the profile.", "no notification that the profile does not know", UnderstoodAsync),
        new("report.prompt", "What the device reports of its level comes soon enough to confirm a stop.", "within half a second", PromptCheck.RunAsync),
        new("battery.reported", "The device tells its battery where the profile says so.", "a number from 0 to 100 %", BatteryAsync),
    ];

    private static async Task<Finding> UnderstoodAsync(CheckBench bench)
    {
        if (bench.Profile.Notifications.IsEmpty)
            return Finding.DoesNotApply("The profile describes no notifications.");
        await RunThroughAsync(bench).ConfigureAwait(false);
        return bench.Reports.OfType<MassagerNotice>().FirstOrDefault(notice => notice is not PersonNotice && !notice.Words.Text.StartsWith(Greeting, StringComparison.Ordinal)) is { } notice
            ? Finding.Error(notice.Words.Text, "Compare these bytes with the notifications of the profile: a field at another place, a wrong checksum, a message in pieces, or something that needs a description of its own ('unknown' stands for bytes that nobody has explained).")
            : Finding.Ok("everything understood");
    }

    private static async Task<Finding> BatteryAsync(CheckBench bench)
    {
        if (!bench.Profile.BatteryService && !bench.Profile.Notifications.Any(format => format.Tells(FieldNames.Battery)))
            return Finding.DoesNotApply("The profile does not know where the battery is told.");
        await RunThroughAsync(bench).ConfigureAwait(false);
        return bench.Reports.OfType<BatteryReported>().LastOrDefault() is { } battery
            ? Finding.Ok($"{battery.Percent} %")
            : Finding.Error("no number from 0 to 100", "The profile says that the device tells its battery, and no usable number came: the field is at another place or counts differently, or the device has no Battery service.");
    }

    private static async Task RunThroughAsync(CheckBench bench)
    {
        await bench.ConnectAsync().ConfigureAwait(false);
        foreach (var level in bench.Samples)
        {
            await bench.PauseAsync().ConfigureAwait(false);
            await CheckBench.FaultOfAsync(bench.SetAsync(level)).ConfigureAwait(false);
        }
        await bench.PauseAsync().ConfigureAwait(false);
        await CheckBench.FaultOfAsync(bench.StopAsync()).ConfigureAwait(false);
        await bench.PauseAsync().ConfigureAwait(false);
    }
}
