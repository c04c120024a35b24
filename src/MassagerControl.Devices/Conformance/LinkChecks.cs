using System.Collections.Immutable;
using System.Globalization;
using MassagerControl.Core.Control;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Safety;

namespace MassagerControl.Devices.Conformance;

/// <summary>A link that breaks, comes back, or is not renewed.</summary>
internal static class LinkChecks
{
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ShortIdle = TimeSpan.FromSeconds(20);

    public static ImmutableArray<ConformanceCheck> All { get; } =
    [
        new("reconnect.level-zero", "A new link begins at level 0 and stays there.", "level 0 for ten seconds", ReconnectAsync),
        new("link.idle", "The link stays while nobody wants anything of the device.", "still there (a minute on the simulator, twenty seconds on a device)", IdleAsync),
        new("link.stays-in-use", "The link stays while it is in use.", "still there (a minute on the simulator, twenty seconds on a device)", InUseAsync),
        new("link-loss.told", "The loss of a link is noticed.", "told at once", LossToldAsync),
        new("link-loss.as-declared", "The motor does what the profile says when the link breaks.", "as 'onDisconnect' says", LossAsync),
        new("lease.expires", "Output that nobody renews goes off.", $"level 0 after {HardLimits.Lease.TotalSeconds:0} s", LeaseAsync),
        new("keep-alive.level-held", "A level stays through two keep-alives.", "the same level afterwards", KeepAliveCheck.RunAsync),
        new("countdown.renewed", "The device's own countdown does not run out while somebody renews the output.", "still running after twice its time", RenewedAsync),
        new("countdown.expires", "The device's own countdown turns the motor off when nobody renews the output.", "level 0 when its time is over", ExpiresAsync),
    ];

    private static async Task<Finding> ReconnectAsync(CheckBench bench)
    {
        await bench.ConnectRunningAsync().ConfigureAwait(false);
        await bench.Radio.Current.BreakAsync().ConfigureAwait(false);
        await bench.PauseAsync().ConfigureAwait(false);
        // A new link begins with the stop; on a device that does not take it yet, the one after it begins with the connect steps.
        if (await CheckBench.FaultOfAsync(bench.ConnectAsync()).ConfigureAwait(false) is not null)
            await bench.ConnectAsync().ConfigureAwait(false);
        if (await bench.SeeAsync().ConfigureAwait(false) is { IsOff: false } still)
            return Finding.Error($"level {still} on the new link", "Connecting ends with a confirmed stop, and the motor runs: the stop operation does not work, or the device confirms what it does not do.");
        var mark = bench.Sights.Count;
        await bench.PassAsync(Watched).ConfigureAwait(false);
        return bench.HighestSince(mark) switch
        {
            null => bench.NotSeen with { Got = "connected; cannot be seen" },
            { IsOff: true } => Finding.Ok("level 0"),
            { } level => Finding.Error($"level {level} without being asked", "The device takes its old level up again after a new link: it must not be left alone with somebody."),
        };
    }

    private static async Task<Finding> IdleAsync(CheckBench bench)
    {
        await bench.ConnectAsync().ConfigureAwait(false);
        await bench.PassAsync(bench.Expendable ? LongestWait : ShortIdle).ConfigureAwait(false);
        return bench.Reports.OfType<LinkLost>().FirstOrDefault() is { } lost
            ? Finding.Error($"the link was lost: {lost.Reason}", "The device takes the link away when nothing is said on it: find out what it wants to hear, and how often, and say so in 'keepAlive'. Where link.stays-in-use fails as well it is not silence that it minds.")
            : Finding.Ok("still there");
    }

    private static async Task<Finding> InUseAsync(CheckBench bench)
    {
        await bench.ConnectAsync().ConfigureAwait(false);
        var (link, began) = (bench.Radio.Current, bench.Time.GetTimestamp());
        var most = bench.Expendable ? LongestWait : ShortIdle;
        while (bench.Time.GetElapsedTime(began) < most && !link.IsTakenAway)
        {
            await bench.PauseAsync().ConfigureAwait(false);
            // A stop that fails is for other checks.
            await CheckBench.FaultOfAsync(bench.StopAsync()).ConfigureAwait(false);
        }
        return link.IsTakenAway
            ? Finding.Error($"the link was taken away after {Seconds(bench.Time.GetElapsedTime(began))}", "The device takes the link away although it is used: many do so when they have not been unlocked, bonded with or asked for something within their time. See what the maker's app does on each link, and put that into 'connect'. A 'keepAlive' does not help here.")
            : Finding.Ok("still there");
    }

    private static async Task<Finding> LossToldAsync(CheckBench bench)
    {
        await bench.ConnectRunningAsync().ConfigureAwait(false);
        await bench.Radio.Current.BreakAsync().ConfigureAwait(false);
        return bench.Reports.OfType<LinkLost>().Any()
            ? Finding.Ok("told at once")
            : Finding.Error("nobody was told", "The driver did not notice that the link is gone.");
    }

    private static async Task<Finding> LossAsync(CheckBench bench)
    {
        var declared = bench.Profile.OnDisconnect;
        if (!bench.SeesIndependently)
            return Finding.Info("cannot be seen without a link", $"The profile says '{Word(declared)}'. Please watch: start the motor, carry the device out of reach, and write into the profile what it does.");
        await bench.ConnectRunningAsync().ConfigureAwait(false);
        var lost = bench.Time.GetTimestamp();
        var mark = bench.Sights.Count;
        await bench.Radio.Current.BreakAsync().ConfigureAwait(false);
        await bench.PassAsync(Watched).ConfigureAwait(false);
        var stopped = bench.Sights.Skip(mark).FirstOrDefault(sight => sight.Level.IsOff);
        var got = stopped is null ? $"still running after {Seconds(Watched)}" : $"stopped after {Seconds(bench.Time.GetElapsedTime(lost, stopped.At))}";
        return (declared, stopped) switch
        {
            (OnDisconnect.Stops, null) => Finding.Error(got, "The profile promises that the motor stops when the link breaks, and it goes on: a session would tell people that they are safe. Declare 'continues'."),
            (OnDisconnect.Continues, not null) => Finding.Issue(got, "The device is better than its profile: declare 'stops' once it is measured on hardware."),
            (OnDisconnect.Unknown, _) => Finding.Info(got, "The profile says 'unknown', which counts as going on: measure it on hardware and declare it."),
            _ => Finding.Ok(got),
        };
    }

    private static async Task<Finding> LeaseAsync(CheckBench bench)
    {
        bench.Abandon();
        var leased = new LeasedMassager(bench.Massager, bench.Time);
        await using var disposal = leased.ConfigureAwait(false);
        await leased.ConnectAsync(CancellationToken.None).ConfigureAwait(false);
        await leased.SetIntensityAsync(bench.Profile.Scale.IntensityOf(CheckBench.Lowest), CancellationToken.None).ConfigureAwait(false);
        await bench.PassAsync(HardLimits.Lease).ConfigureAwait(false);
        return await bench.SeeAsync().ConfigureAwait(false) switch
        {
            null => bench.NotSeen with { Got = "stop sent; cannot be seen" },
            { IsOff: true } => Finding.Ok("level 0"),
            { } level => Finding.Error($"level {level} after {HardLimits.Lease.TotalSeconds:0} s without renewal", "When the program hangs nothing turns this motor off."),
        };
    }

    private static async Task<Finding> RenewedAsync(CheckBench bench)
    {
        if (NoCountdown(bench) is { } why)
            return why;
        var time = bench.Profile.Countdown!.Time;
        await bench.ConnectRunningAsync().ConfigureAwait(false);
        var mark = bench.Sights.Count;
        await bench.PassAsync(time * 2).ConfigureAwait(false);
        var stopped = bench.Sights.Skip(mark).Any(sight => sight.Level.IsOff);
        return (stopped, await bench.SeeAsync().ConfigureAwait(false)) switch
        {
            (false, null) => bench.NotSeen,
            (false, { IsOff: false }) => Finding.Ok($"still running after {Seconds(time * 2)}"),
            _ => Finding.Error("the motor stopped", $"The output was renewed all the time and the device stopped: its countdown is shorter than the {Seconds(time)} of the profile, or it is armed by something else."),
        };
    }

    private static async Task<Finding> ExpiresAsync(CheckBench bench)
    {
        if (NoCountdown(bench) is { } why)
            return why;
        var time = bench.Profile.Countdown!.Time;
        await bench.ConnectRunningAsync().ConfigureAwait(false);
        bench.Abandon();
        await bench.PassAsync(time).ConfigureAwait(false);
        return await bench.SeeAsync().ConfigureAwait(false) switch
        {
            null => bench.NotSeen,
            { IsOff: true } => Finding.Ok($"level 0 after {Seconds(time)}"),
            { } level => Finding.Error($"level {level} after {Seconds(time)} without renewal", "The profile promises that the device stops by itself, and it goes on: when the program dies nothing turns this motor off. Correct the countdown, or leave it out."),
        };
    }

    /// <returns>Why there is nothing to check, or null.</returns>
    private static Finding? NoCountdown(CheckBench bench) => bench.Profile.Countdown switch
    {
        null => Finding.DoesNotApply("The profile knows no countdown in the device: if the program dies, only a person can turn the motor off."),
        { Time: var time } when !bench.Expendable && time > LongestWait => Finding.Info($"not waited for {Seconds(time)}", "Please watch: start the motor, end the program, and see that the device stops by itself."),
        _ => null,
    };

    private static string Word(OnDisconnect declared) => declared.ToString().ToLowerInvariant();

    private static string Seconds(TimeSpan span) => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.#} s");
}
