using System.Collections.Immutable;
using MassagerControl.Core;

namespace MassagerControl.Devices.Conformance;

/// <summary>STOP, when all is well.</summary>
internal static class StopChecks
{
    private const string Ignored = "STOP does not turn the motor off: the stop operation of the profile is not what this device stops by. Do not use the profile.";

    public static ImmutableArray<ConformanceCheck> All { get; } =
    [
        new("stop.from-each-level", "STOP turns the motor off from every level.", "level 0, confirmed", FromEachAsync),
        new("stop.idempotent", "STOP may come twice, and while the motor stands still.", "level 0, confirmed each time", IdempotentAsync),
        new("stop.device-stays", "The device stays on and linked after a stop.", "three levels, each stopped, on one link", StaysAsync),
        new("stop.past-gap", "STOP does not wait for the minimum gap.", "sent in the moment it was asked for, level 0", PastGapAsync),
    ];

    private static async Task<Finding> FromEachAsync(CheckBench bench)
    {
        await bench.ConnectAsync().ConfigureAwait(false);
        var seen = true;
        foreach (var level in bench.Samples)
        {
            await bench.PauseAsync().ConfigureAwait(false);
            // A level that the device refuses is for another check; STOP must work all the same.
            await CheckBench.FaultOfAsync(bench.SetAsync(level)).ConfigureAwait(false);
            await bench.PauseAsync().ConfigureAwait(false);
            if (await StoppedAsync(bench, $"from level {level}").ConfigureAwait(false) is { } wrong)
                return wrong;
            seen &= bench.HighestSince(bench.Sights.Count) is not null;
        }
        return seen ? Finding.Ok($"level 0 from {Phrase.Count(bench.Samples.Length, "level")}") : bench.NotSeen with { Got = "confirmed; cannot be seen" };
    }

    private static async Task<Finding> IdempotentAsync(CheckBench bench)
    {
        await bench.ConnectAsync().ConfigureAwait(false);
        if (await StoppedAsync(bench, "while it stood still").ConfigureAwait(false) is { } wrong)
            return wrong;
        await bench.SetAsync(CheckBench.Lowest).ConfigureAwait(false);
        await bench.PauseAsync().ConfigureAwait(false);
        var seen = true;
        foreach (var when in new[] { "the first time", "the second time", "the third time" })
        {
            if (await StoppedAsync(bench, when).ConfigureAwait(false) is { } again)
                return again;
            seen &= bench.MotorNow is not null;
        }
        return seen ? Finding.Ok("level 0, confirmed each time") : bench.NotSeen with { Got = "confirmed each time; cannot be seen" };
    }

    private static async Task<Finding> StaysAsync(CheckBench bench)
    {
        await bench.ConnectAsync().ConfigureAwait(false);
        var link = bench.Radio.Current;
        for (var number = 1; number <= 3; number++)
        {
            // Whether they are obeyed is for other checks.
            await CheckBench.FaultOfAsync(bench.SetAsync(CheckBench.Lowest)).ConfigureAwait(false);
            await bench.PauseAsync().ConfigureAwait(false);
            await CheckBench.FaultOfAsync(bench.StopAsync()).ConfigureAwait(false);
            await bench.PauseAsync().ConfigureAwait(false);
            if (link.IsTakenAway)
                return await GoneAsync(bench, number).ConfigureAwait(false);
        }
        return Finding.Ok("there after three stops");
    }

    private static async Task<Finding> GoneAsync(CheckBench bench, int number) =>
        await CheckBench.FaultOfAsync(bench.ConnectAsync()).ConfigureAwait(false) is { } fault
            ? Finding.Error($"gone with stop {number}: {fault.Detail}", "The device switches itself off when it is told to stop. A session stops the motor at each pause, so it would end at the first: 'stop' must be a frame that brings the motor to 0 and leaves the device on, often the one that sets a level, with level 0.")
            : Finding.Error($"the link was gone with stop {number}; a new one could be made", "The device takes the link away when it is told to stop, so that no stop is confirmed on it: 'stop' must be a frame that brings the motor to 0 and keeps the link.");

    private static async Task<Finding> PastGapAsync(CheckBench bench)
    {
        await bench.ConnectAsync().ConfigureAwait(false);
        await bench.PauseAsync().ConfigureAwait(false);
        await bench.SetAsync(CheckBench.Lowest).ConfigureAwait(false);
        var before = bench.Radio.Sent.Count;
        var asked = bench.Time.GetTimestamp();
        var fault = await CheckBench.FaultOfAsync(bench.StopAsync()).ConfigureAwait(false);
        var sent = bench.Radio.Sent.Skip(before).FirstOrDefault();
        if (fault is not null || sent is null)
            return Finding.Error(fault?.Detail.Text ?? "nothing was sent", "STOP right after a level is not confirmed: the device may need the gap for its stop too. Find a stop that it takes at any moment.");
        var late = bench.Time.GetElapsedTime(asked, sent.At);
        if (bench.Expendable && late > TimeSpan.Zero)
            return Finding.Error($"sent {late.TotalMilliseconds:0} ms late", "STOP waited although nothing may hold it up.");
        return await bench.SeeAsync().ConfigureAwait(false) switch
        {
            null => bench.NotSeen with { Got = "confirmed; cannot be seen" },
            { IsOff: true } => Finding.Ok("sent at once, level 0"),
            { } level => Finding.Error($"still at level {level}", "The device drops a stop that follows a level too soon. Find a stop that it takes at any moment."),
        };
    }

    /// <returns>What is wrong, or null.</returns>
    internal static async Task<Finding?> StoppedAsync(CheckBench bench, string when)
    {
        var fault = await CheckBench.FaultOfAsync(bench.StopAsync()).ConfigureAwait(false);
        if (fault is not null)
            return Finding.Error($"{when}: not confirmed: {fault.Detail}", "STOP is not confirmed. Nobody knows whether the motor runs: the stop operation, or the notification that confirms it, is described wrongly.");
        return await bench.SeeAsync().ConfigureAwait(false) is { IsOff: false } level
            ? Finding.Error($"{when}: confirmed, but the motor runs at level {level}", Ignored)
            : null;
    }
}
