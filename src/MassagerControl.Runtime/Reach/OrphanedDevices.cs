using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Safety;
using MassagerControl.Runtime.Os;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Runtime.Reach;

/// <summary>Stops devices that a session left running because its process and its guard both ended.</summary>
/// <param name="tell">Takes lines for the person.</param>
public sealed class OrphanedDevices(FindDevice find, TimeProvider time, Action<Phrase> tell)
{
    // Of the device that somebody wants to use now; another one is tried for a moment, and told.
    private static readonly TimeSpan LongestForWanted = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LongestForOther = TimeSpan.FromSeconds(5);

    // A process that cannot be asked (another container) is done by then: a session lasts twenty minutes.
    private static readonly TimeSpan LongestUnknown = HardLimits.Session + TimeSpan.FromMinutes(10);

    // No battery lasts so long.
    private static readonly TimeSpan LongestAsked = TimeSpan.FromDays(7);

    /// <param name="request">Data folder, which need not exist, and profiles; any device.</param>
    /// <param name="wanted">The device that is to be used now, as on the command line; null where none is named: then each may be meant.</param>
    /// <param name="interruption">Somebody does not wait: it is tried for a moment more, and every motor that may run is named.</param>
    /// <returns>False when the wanted device may still run; after an interruption, when any may.</returns>
    /// <exception cref="StoreException">The data folder cannot be read, so that nobody knows what was left running.</exception>
    public async Task<bool> StopAsync(DeviceRequest request, string? wanted, Interruption interruption = default)
    {
        var opening = MassagerStore.OpenExisting(request.Data!);
        if (opening.Error is not null)
            throw StoreException.Of(opening);
        using var store = opening.Store;
        var (stopped, othersStopped) = (true, true);
        using var tries = new LastTries(time, interruption, tell);
        foreach (var device in store is null ? [] : Left(store))
        {
            var choice = find(request with { Id = device.Device });
            if (choice is { Make: not null, Reach: null } || SimulatorSetup.IsOne(device.Device))
            {
                Clear(store!, device, "it ended with its session's process");
                continue;
            }
            var isWanted = wanted is null || IsSame(device.Device, wanted) || (choice.Reach is { } reach && find(request with { Id = wanted }).Reach?.LockName == reach.LockName);
            if (!await StopAsync(store!, device, choice, isWanted ? LongestForWanted : LongestForOther, tries).ConfigureAwait(false))
                (stopped, othersStopped) = isWanted ? (false, othersStopped) : (stopped, false);
        }
        await tries.CloseAsync().ConfigureAwait(false);
        return stopped && (othersStopped || !tries.IsInterrupted);
    }

    private static bool IsSame(string one, string other) => DeviceName.IsSame(one, other) || DeviceSetup.NameOf(one) == DeviceSetup.NameOf(other);

    /// <summary>Those whose session is led by nobody any more.</summary>
    private ImmutableArray<RunningDevice> Left(MassagerStore store) => [.. store.Read(work => new RunningDevices(work).All()).Where(IsLeft)];

    private bool IsLeft(RunningDevice device) => device.Owner.Life() switch
    {
        ProcessLife.Gone => true,
        ProcessLife.Alive => false,
        ProcessLife.Unknown => time.GetUtcNow() - device.Since > LongestUnknown,
    };

    private async Task<bool> StopAsync(MassagerStore store, RunningDevice device, ResolvedDevice choice, TimeSpan longest, LastTries tries)
    {
        tell($"{device.Device} may run since {device.Since.ToLocalTime():yyyy-MM-dd HH:mm:ss}: its session ended without a word. Stopping it first");
        if (await TryAsync(choice, longest, tries).ConfigureAwait(false) is { } failure)
        {
            tell($"it is NOT confirmed that {device.Device} is off ({failure}): press the button on the device now");
            return GivenUp(store, device);
        }
        tell($"{device.Device} is off: confirmed by the device");
        Clear(store, device, "confirmed by the device, at the next start");
        return true;
    }

    /// <summary>A device that nobody has reached for so long is not asked for any more: it may be sold, or broken.</summary>
    private bool GivenUp(MassagerStore store, RunningDevice device)
    {
        if (time.GetUtcNow() - device.Since < LongestAsked)
            return false;
        tell($"{device.Device} is not asked for any more: nobody has reached it for {LongestAsked.TotalDays:0} days");
        Clear(store, device, "never confirmed, given up");
        return true;
    }

    /// <returns>Null when the motor is confirmed off.</returns>
    private async Task<Phrase?> TryAsync(ResolvedDevice choice, TimeSpan longest, LastTries tries)
    {
        if (choice.Make is not { } make)
            return Phrase.Join("; ", choice.Errors);
        var right = choice.Reach is { } reach ? DeviceRights.Take(reach.LockName, "massager run", time) : null;
        using var taken = right?.Lock;
        if (right?.Refusal is { } refusal)
            return refusal;
        Phrase failure = "no answer";
        using var limit = new CancellationTokenSource(longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, tries.Over);
        var rescue = new MotorRescue(() => make(time).Massager, time, (_, reason) => failure = reason, tell);
        return await tries.AwaitAsync(rescue.RunAsync(either.Token)).ConfigureAwait(false) ? null : tries.IsInterrupted ? "interrupted" : failure;
    }

    private void Clear(MassagerStore store, RunningDevice device, string how)
    {
        try
        {
            store.Write(work => new RunningDevices(work).Clear(device.Id, time.GetUtcNow(), how));
        }
        catch (StoreException exception)
        {
            tell($"that it is off could not be written: {exception.Words}");
        }
    }
}
