using MassagerControl.Core;

namespace MassagerControl.Devices.Conformance;

/// <summary>A stop of several frames, as with several motors: a device that drops what comes too soon runs on with one of them.</summary>
internal static class StopFramesCheck
{
    public static async Task<Finding> RunAsync(CheckBench bench)
    {
        if (bench.Profile.Frames(bench.Profile.Stop).Count() < 2)
            return Finding.DoesNotApply("The stop is one frame.");
        await bench.ConnectAsync().ConfigureAwait(false);
        await bench.PauseAsync().ConfigureAwait(false);
        await bench.SetAsync(CheckBench.Lowest).ConfigureAwait(false);
        await bench.PauseAsync().ConfigureAwait(false);
        var before = bench.Radio.Sent.Count;
        if (await CheckBench.FaultOfAsync(bench.StopAsync()).ConfigureAwait(false) is { } fault)
            return Finding.Info($"not confirmed: {fault.Detail}", "See stop.from-each-level.");
        var frames = bench.Radio.Sent.Skip(before).ToArray();
        return await bench.SeeAsync().ConfigureAwait(false) switch
        {
            null => bench.NotSeen with { Got = "confirmed; cannot be seen" },
            { IsOff: true } => Finding.Ok($"level 0 with {Phrase.Count(frames.Length, "frame")}"),
            { } level => await SlowlyAsync(bench, frames).ConfigureAwait(false)
                ? Finding.Error($"confirmed, but a motor runs at level {level}; with pauses between the frames it stops", "The device drops a frame of the stop that comes too soon after the one before: 'minimumGap' keeps them apart, raise it until this check passes.")
                : Finding.Info($"a motor runs at level {level}, with pauses too", "See stop.from-each-level."),
        };
    }

    /// <returns>The same frames stop it when each is given its time.</returns>
    private static async Task<bool> SlowlyAsync(CheckBench bench, SentFrame[] frames)
    {
        foreach (var frame in frames)
        {
            await bench.PauseAsync().ConfigureAwait(false);
            await bench.SendRawAsync(frame, frame.Bytes).ConfigureAwait(false);
        }
        return await bench.SeeAsync().ConfigureAwait(false) is { IsOff: true };
    }
}
