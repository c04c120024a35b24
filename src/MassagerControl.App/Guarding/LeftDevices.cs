using System.Collections.Immutable;
using MassagerControl.App.Hosting;
using MassagerControl.App.Storage;
using MassagerControl.Core.Safety;

namespace MassagerControl.App.Guarding;

/// <summary>Devices that a session has left running because its process and its guard both ended: stopped before anything else happens.</summary>
/// <param name="tell">Takes lines for the person.</param>
internal sealed class LeftDevices(FindDevice find, TimeProvider time, Action<string> tell)
{
    private const string How = "confirmed by the device, at the next start";

    // Of the device that somebody wants to use now; the others are tried once, and told.
    private static readonly TimeSpan LongestForWanted = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LongestForOther = TimeSpan.FromSeconds(5);

    // A process that cannot be asked (another container) is done by then: a session lasts twenty minutes.
    private static readonly TimeSpan LongestUnknown = HardLimits.Session + TimeSpan.FromMinutes(10);

    /// <param name="folder">The data folder; it need not exist.</param>
    /// <param name="wanted">The device that is to be used now; see <see cref="DeviceReach.Device"/>; null for whichever there is.</param>
    /// <param name="profiles">The folder of the person's own profiles.</param>
    /// <returns>False when the wanted device may still run.</returns>
    public async Task<bool> StopAsync(string folder, string? wanted, string profiles)
    {
        using var store = MassagerStore.OpenExisting(folder).Store;
        if (store is null || Left(store) is not { IsEmpty: false } left)
            return true;
        var stopped = true;
        foreach (var device in left)
        {
            var isWanted = wanted is null || device.Device == wanted;
            stopped &= await StopAsync(store, device, profiles, isWanted).ConfigureAwait(false) || !isWanted;
        }
        return stopped;
    }

    /// <summary>Those whose session is led by nobody any more. A folder that cannot be read is told when the session begins.</summary>
    private ImmutableArray<RunningDevice> Left(MassagerStore store)
    {
        try
        {
            return [.. store.Read(work => new RunningDevices(work).All()).Where(IsLeft)];
        }
        catch (StoreException)
        {
            return [];
        }
    }

    private bool IsLeft(RunningDevice device) => device.Owner.Life() switch
    {
        ProcessLife.Gone => true,
        ProcessLife.Alive => false,
        ProcessLife.Unknown => time.GetUtcNow() - device.Since > LongestUnknown,
    };

    private async Task<bool> StopAsync(MassagerStore store, RunningDevice device, string profiles, bool wanted)
    {
        tell($"{device.Device} may run since {device.Since.ToLocalTime():yyyy-MM-dd HH:mm:ss}: its session ended without a word. Stopping it first");
        var choice = find(new(device.Device, null, Trace: false, profiles));
        var right = DeviceRights.Take(choice.Reach?.LockName ?? device.Device, "massager run", time);
        using var taken = right.Lock;
        var failure = right.Refusal ?? await TryAsync(choice, wanted ? LongestForWanted : LongestForOther).ConfigureAwait(false);
        if (failure is not null)
        {
            tell($"it is NOT confirmed that {device.Device} is off ({failure}): press the button on the device now");
            return false;
        }
        tell($"{device.Device} is off: confirmed by the device");
        Clear(store, device);
        return true;
    }

    /// <returns>Null when the motor is confirmed off.</returns>
    private async Task<string?> TryAsync(DeviceChoice choice, TimeSpan longest)
    {
        if (choice.Make is not { } make)
            return string.Join("; ", choice.Errors);
        var failure = "no answer";
        using var limit = new CancellationTokenSource(longest, time);
        var rescue = new MotorRescue(() => make(time, static _ => { }).Massager, time, (_, reason) => failure = reason);
        return await rescue.RunAsync(limit.Token).ConfigureAwait(false) ? null : failure;
    }

    private void Clear(MassagerStore store, RunningDevice device)
    {
        try
        {
            store.Write(work => new RunningDevices(work).Clear(device.Id, time.GetUtcNow(), How));
        }
        catch (StoreException exception)
        {
            tell($"that it is off could not be written: {exception.Message}");
        }
    }
}
