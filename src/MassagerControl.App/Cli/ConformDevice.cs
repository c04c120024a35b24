using MassagerControl.Core;
using MassagerControl.Core.Safety;
using MassagerControl.Devices.Conformance;
using MassagerControl.Runtime.Guarding;
using MassagerControl.Runtime.Reach;

namespace MassagerControl.App.Cli;

/// <summary>Conformance of a device outside this process: its motor really runs, so it has a guard like a session.</summary>
internal sealed class ConformDevice(string name, ResolvedDevice device, TimeProvider time, Action<Phrase> warn)
{
    // A device that has just been tried through may need a moment.
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(20);

    public string Name => name;

    /// <summary>What somebody must agree to first.</summary>
    public Phrase Question =>
        $"{name}: the motor will run at every level, for a few minutes, also while its link is broken. Put it on a table, touching nobody, and keep a hand on its button.";

    /// <returns>Null with the reason why nothing was tried.</returns>
    public async Task<(ConformanceReport? Report, Phrase? Refusal)> RunAsync()
    {
        var watched = await DeviceWatch.TakeAsync(new(device.Reach!, Screen: false, Kept: null), time, "massager conform").ConfigureAwait(false);
        if (watched.Watch is not { } watch)
            return (null, watched.Refusal);
        await using var guarded = watch.ConfigureAwait(false);
        await watch.ArmAsync().ConfigureAwait(false);
        await watch.RenewAsync().ConfigureAwait(false);
        watch.Link.Observe(why => warn($"the guard is lost: {why}: press the button on the device if this program ends early"), warn);
        await using var renewing = time.CreateTimer(_ => watch.Link.Renew(), null, TimeSpan.Zero, HardLimits.Renewal).ConfigureAwait(false);
        var report = await TryAsync(device.Route!).ConfigureAwait(false);
        // A device that was never told to run is nobody's matter; the author may try the next version of the profile at once.
        watch.End(!report.LinkMade || await IsOffAsync().ConfigureAwait(false));
        return (report, null);
    }

    private async Task<ConformanceReport> TryAsync(DeviceRoute route)
    {
        var radio = new LazyRadio(() => route.Open(time));
        await using var closing = radio.ConfigureAwait(false);
        return await ConformanceSuite.RunAsync(new RadioTarget(route.Profile, radio, route.Address, time) { Say = text => warn($"{name}: {text}") }, name).ConfigureAwait(false);
    }

    private async Task<bool> IsOffAsync()
    {
        using var limit = new CancellationTokenSource(LongestStop, time);
        var off = await new MotorRescue(() => device.Make!(time).Massager, time, static (_, _) => { }).RunAsync(limit.Token).ConfigureAwait(false);
        if (!off)
            warn($"{name}: it is NOT confirmed that the motor is off: press the button on the device now");
        return off;
    }
}
