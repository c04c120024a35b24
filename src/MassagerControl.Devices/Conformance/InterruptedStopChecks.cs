using System.Collections.Immutable;
using MassagerControl.Core;

namespace MassagerControl.Devices.Conformance;

/// <summary>STOP, when something else is under way or nothing answers.</summary>
internal static class InterruptedStopChecks
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(200);

    public static ImmutableArray<ConformanceCheck> All { get; } =
    [
        new("stop.while-connecting", "STOP works while a link is being made.", "connecting ends, level 0, confirmed", WhileConnectingAsync),
        new("stop.while-queued", "STOP overtakes a level that is not answered yet.", "level 0, no level after it", WhileQueuedAsync),
        new("stop.while-hung", "STOP works when the device answers nothing any more on this link.", "a new link with the stop as its first write, level 0", WhileHungAsync),
        new("stop.after-link-loss", "STOP works after the link is gone.", "a new link with the stop as its first write, level 0", AfterLossAsync),
    ];

    private static async Task<Finding> WhileConnectingAsync(CheckBench bench)
    {
        bench.Radio.HoldNextConnecting();
        if (await StoppedAsync(bench, "before the link was there", Task.CompletedTask).ConfigureAwait(false) is { } early)
            return early;
        // A radio may take seconds to make it; the link that the stop makes must not be the deaf one.
        var made = bench.Radio.DeafenNextLink();
        return await StoppedAsync(bench, "before the link was set up", made).ConfigureAwait(false)
            ?? (bench.MotorNow is null ? bench.NotSeen with { Got = "connecting ended; cannot be seen" } : Finding.Ok("connecting ended, level 0"));
    }

    /// <param name="begun">Completes when connecting has got so far that it is stopped.</param>
    private static async Task<Finding?> StoppedAsync(CheckBench bench, string when, Task begun)
    {
        var mark = bench.Sights.Count;
        var connecting = CheckBench.FaultOfAsync(bench.ConnectAsync());
        await Task.WhenAny(begun, connecting).ConfigureAwait(false);
        await bench.PassAsync(Moment).ConfigureAwait(false);
        var wrong = await StopChecks.StoppedAsync(bench, when).ConfigureAwait(false);
        if (wrong is not null)
            return wrong;
        if (await connecting.ConfigureAwait(false) is null)
            return Finding.Error($"{when}: connecting went on", "A link was reported as ready after STOP had been asked for.");
        return bench.HighestSince(mark) is { IsOff: false } level
            ? Finding.Error($"{when}: level {level}", "The motor moved while a link was being made and stopped again.")
            : null;
    }

    private static async Task<Finding> WhileQueuedAsync(CheckBench bench)
    {
        await bench.ConnectRunningAsync().ConfigureAwait(false);
        bench.Radio.Current.HoldAnswers();
        var next = CheckBench.FaultOfAsync(bench.SetAsync(bench.Samples[^1]));
        var stopping = CheckBench.FaultOfAsync(bench.StopAsync());
        var after = bench.Radio.Sent.Count;
        await bench.PassAsync(Moment).ConfigureAwait(false);
        bench.Radio.Current.ReleaseAnswers();
        var fault = await stopping.ConfigureAwait(false);
        await next.ConfigureAwait(false);
        if (fault is not null)
            return Finding.Error(fault.Detail.Text, "STOP was not confirmed while a level waited for its answer.");
        await bench.PauseAsync().ConfigureAwait(false);
        if (bench.Radio.Sent.Skip(after).FirstOrDefault(frame => frame.MovesMotor(bench.Profile, bench.Radio.Current)) is { } late)
            return Finding.Error($"{late.Hex} left after the stop", "A level that was asked for before STOP was written after it.");
        return Verdict(bench, await bench.SeeAsync().ConfigureAwait(false), "level 0, no level after it");
    }

    private static async Task<Finding> WhileHungAsync(CheckBench bench)
    {
        await bench.ConnectRunningAsync().ConfigureAwait(false);
        var old = bench.Radio.Current;
        old.Deafen();
        return await OnNewLinkAsync(bench, old).ConfigureAwait(false);
    }

    private static async Task<Finding> AfterLossAsync(CheckBench bench)
    {
        await bench.ConnectRunningAsync().ConfigureAwait(false);
        var old = bench.Radio.Current;
        await old.BreakAsync().ConfigureAwait(false);
        return await OnNewLinkAsync(bench, old).ConfigureAwait(false);
    }

    private static async Task<Finding> OnNewLinkAsync(CheckBench bench, TappedLink old)
    {
        if (await CheckBench.FaultOfAsync(bench.StopAsync()).ConfigureAwait(false) is { } fault)
            return Finding.Error(fault.Detail.Text, "STOP was not confirmed on a new link either.");
        if (bench.Radio.Current == old)
            return Finding.Error("no new link was made", "A link that answers nothing was kept.");
        // Where the device does not take it yet, the link after it is set up first.
        var sent = bench.Radio.Sent.Where(frame => frame.Link == old.Number + 1).ToArray();
        return sent.Length > 0 && sent[0].IsStop(bench.Profile, bench.Radio.Current)
            ? Verdict(bench, await bench.SeeAsync().ConfigureAwait(false), $"a new link that began with {sent[0].Hex}, level 0")
            : Finding.Error(sent.Length == 0 ? "nothing was written" : $"the new link began with {sent[0].Hex}", "A new link after a failed stop begins with the stop.");
    }

    private static Finding Verdict(CheckBench bench, Level? seen, string good) => seen switch
    {
        null => bench.NotSeen with { Got = "confirmed; cannot be seen" },
        { IsOff: true } => Finding.Ok(good),
        { } level => Finding.Error($"confirmed, but the motor runs at level {level}", "The device confirms a stop and goes on: the stop operation of the profile is not what it stops by."),
    };
}
