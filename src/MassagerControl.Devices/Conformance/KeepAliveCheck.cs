using System.Globalization;

namespace MassagerControl.Devices.Conformance;

/// <summary>A level through two of the profile's keep-alives: what is sent only to be heard must not change it.</summary>
internal static class KeepAliveCheck
{
    private const int Times = 2;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    public static async Task<Finding> RunAsync(CheckBench bench)
    {
        if (bench.Profile.KeepAlive is not { } keepAlive)
            return Finding.DoesNotApply("The profile sends no keep-alive.");
        var held = keepAlive.Every * Times;
        if (!bench.Expendable && held > LongestWait)
            return Finding.Info($"not waited for {Seconds(held)}", "Please watch: run a level for that long and see that the motor stays as it is.");
        await bench.ConnectAsync().ConfigureAwait(false);
        var level = bench.Samples[Math.Min(1, bench.Samples.Length - 1)];
        await bench.SetAsync(level).ConfigureAwait(false);
        var before = await bench.SeeAsync().ConfigureAwait(false);
        var mark = bench.Sights.Count;
        await bench.PassAsync(held).ConfigureAwait(false);
        var after = await bench.SeeAsync().ConfigureAwait(false);
        var got = $"level {after} after {Seconds(held)}";
        return (before, after, bench.Sights.Skip(mark).FirstOrDefault(sight => sight.Level != before)) switch
        {
            (null, _, _) or (_, null, _) => bench.NotSeen,
            (_, _, null) when after == before => Finding.Ok(got),
            (_, _, var changed) => Finding.Error(changed is null ? got : $"level {changed.Level} instead of {before}", "The keep-alive changes what the motor does: the frame is not one that only says that somebody is there. Look for another one, or for a value to read."),
        };
    }

    private static string Seconds(TimeSpan span) => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.#} s");
}
