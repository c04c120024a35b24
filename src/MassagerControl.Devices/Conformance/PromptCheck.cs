using System.Globalization;
using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Protocols;

namespace MassagerControl.Devices.Conformance;

/// <summary>How long the device takes to say what its motor does.</summary>
internal static class PromptCheck
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    public static async Task<Finding> RunAsync(CheckBench bench)
    {
        if (!bench.Profile.Notifications.Any(format => format.Tells(FieldNames.Level)))
            return Finding.DoesNotApply("The profile describes no notification that tells the level.");
        if (bench.Profile.ReadStatus is not null)
            return Finding.DoesNotApply("The level is read when a stop needs it.");
        await bench.ConnectAsync().ConfigureAwait(false);
        var slowest = TimeSpan.Zero;
        var told = 0;
        foreach (var level in bench.Samples.Take(3))
        {
            // Whatever is late is heard before the next one.
            await bench.PassAsync(Longest).ConfigureAwait(false);
            var (mark, asked) = (bench.Told.Count, bench.Time.GetTimestamp());
            if (await CheckBench.FaultOfAsync(bench.SetAsync(level)).ConfigureAwait(false) is not null)
                continue;
            await bench.PassAsync(Longest).ConfigureAwait(false);
            if (bench.Told.Skip(mark).FirstOrDefault(word => word.Level == level) is not { } word)
                continue;
            told++;
            if (bench.Time.GetElapsedTime(asked, word.At) is var took && took > slowest)
                slowest = took;
        }
        var got = string.Create(CultureInfo.InvariantCulture, $"{slowest.TotalSeconds:0.##} s at most");
        if (told == 0)
            return Finding.Info("no report", "Nothing came that could be late.");
        return slowest <= ProfiledMassager.StopLimit
            ? Finding.Ok(got)
            : Finding.Error(got, "STOP is given half a second to be confirmed and the device's word comes later: each one is first told as not confirmed and sent again, and a level that was left long ago looks like the device's own button. Describe 'level' in that notification as { \"unknown\": 1 }: then the acknowledgement of the stop counts, and the device's own button is not noticed.");
    }
}
