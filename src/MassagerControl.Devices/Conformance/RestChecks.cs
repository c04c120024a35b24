using System.Collections.Immutable;

namespace MassagerControl.Devices.Conformance;

/// <summary>What remains when a session is over.</summary>
internal static class RestChecks
{
    private static readonly TimeSpan LongSilence = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ShortSilence = TimeSpan.FromSeconds(10);

    public static ImmutableArray<ConformanceCheck> All { get; } =
    [
        new("after-stop.silent", "After a stop nothing is written but a keep-alive, and nothing moves.", "no other write, level 0 (ten minutes on the simulator, ten seconds on a device)", SilentAsync),
        new("profile.verified", "Somebody has driven a real device with this profile.", "'verifiedOnHardware' and nothing unknown", VerifiedAsync),
    ];

    private static async Task<Finding> SilentAsync(CheckBench bench)
    {
        await bench.ConnectRunningAsync().ConfigureAwait(false);
        await bench.StopAsync().ConfigureAwait(false);
        var before = bench.Radio.Sent.Count;
        var mark = bench.Sights.Count;
        await bench.PassAsync(bench.Expendable ? LongSilence : ShortSilence).ConfigureAwait(false);
        if (bench.Radio.Sent.Skip(before).FirstOrDefault(frame => !frame.IsKeepAlive(bench.Profile, bench.Radio.Current)) is { } written)
            return Finding.Error($"{written.Hex} was written", "Nothing may be written after a stop that was confirmed.");
        return bench.HighestSince(mark) switch
        {
            null => bench.NotSeen with { Got = "nothing written; cannot be seen" },
            { IsOff: true } => Finding.Ok("nothing written, level 0"),
            { } level => Finding.Error($"level {level}", "The motor did not stay off: the device starts by itself, or the stop does not stop it."),
        };
    }

    private static Task<Finding> VerifiedAsync(CheckBench bench)
    {
        var provenance = bench.Profile.Provenance;
        var unknown = $"{provenance.Unknown.Length} unknown";
        return Task.FromResult((provenance.VerifiedOnHardware, provenance.Unknown.IsEmpty) switch
        {
            (true, true) => Finding.Ok("verified on hardware"),
            (true, false) => Finding.Info($"verified on hardware, {unknown}", "What is still unknown is listed in the profile."),
            _ => Finding.Info($"not verified on hardware, {unknown}", "The simulator proves that driver and profile agree, not that the bytes are right: only a real device can."),
        });
    }
}
