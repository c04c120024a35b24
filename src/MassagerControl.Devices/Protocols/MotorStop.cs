using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Devices.Protocols;

/// <summary>Turns the motor off: on the link that there is, else on a new one.</summary>
/// <remarks>
/// On a new link the stop comes first, then what the profile wants of a link, then the stop again, which counts. Where that fails, the next link is set
/// up first: a device that takes nothing before its greeting is stopped there, and every frame keeps its gap: so is one that takes the link away over a frame that comes too soon.
/// </remarks>
internal sealed class MotorStop(ProfiledMassagerOptions options, LinkSlot slot, LinkMaker maker, StopMemory memory, Action<DeviceLink, MassagerReport> tell)
{
    // A device that says late that it stopped is given its time; one that obeys nothing on this link any more may do so on another one.
    private const int MostOnOneLink = 3;

    // The person must hear soon that it is not confirmed, and there are two ways to begin a link.
    private const int MostOnNewLink = 2;

    /// <exception cref="GattException">Not confirmed.</exception>
    /// <exception cref="MassagerException">Not confirmed.</exception>
    public async Task RunAsync(DeviceLink? link, CancellationToken cancellation)
    {
        if (link is null or { Ended: true })
            await OnNewLinkAsync(cancellation).ConfigureAwait(false);
        else
            await OnAsync(link, cancellation).ConfigureAwait(false);
    }

    private async Task OnAsync(DeviceLink link, CancellationToken cancellation)
    {
        using var attempt = new StopAttempt(link, options, ProfiledMassager.StopLimit);
        try
        {
            await (link.IsSetUp ? attempt.ConfirmAsync(cancellation) : OnBareAsync(link, attempt, stopsFirst: true, cancellation)).ConfigureAwait(false);
            link.FailedStops = 0;
        }
        catch (GattException exception) when (exception.Failure == GattFailure.LinkLost && attempt.SeenGoOff)
        {
            tell(link, new MassagerNotice(Phrase.Of($"the device said that it stopped, then the link was lost: {exception.Words}")));
        }
        catch (Exception exception) when (exception is GattException or MassagerException && NeedsAnother(link, exception))
        {
            await AgainAsync(link, Faults.Words(exception), attempt, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>One that is dead or not set up is not tried twice; one that says no gets some tries.</summary>
    private static bool NeedsAnother(DeviceLink link, Exception exception) =>
        ++link.FailedStops >= MostOnOneLink || !link.IsSetUp || exception is GattException { Failure: GattFailure.TimedOut or GattFailure.LinkLost };

    private async Task AgainAsync(DeviceLink old, Phrase why, StopAttempt attempt, CancellationToken cancellation)
    {
        var wasReady = slot.TakeReadiness(old);
        // Under way before it is told: whoever hears of it may hang.
        var again = WithoutAsync(old, cancellation);
        if (wasReady)
            tell(old, new LinkLost($"dropped, because a stop was not confirmed: {why.Text}"));
        try
        {
            await again.ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is GattException or MassagerException && attempt.SeenOff)
        {
            tell(old, new MassagerNotice(Phrase.Of($"the device said that it stopped, then the link failed: {Faults.Words(exception)}")));
        }
    }

    private async Task WithoutAsync(DeviceLink old, CancellationToken cancellation)
    {
        if (slot.TakeFailed(old, null))
            await maker.CloseAsync(old).ConfigureAwait(false);
        await OnNewLinkAsync(cancellation).ConfigureAwait(false);
    }

    private async Task OnNewLinkAsync(CancellationToken cancellation)
    {
        if (await TryOnNewLinkAsync(cancellation).ConfigureAwait(false) is null)
            return;
        // The other way round now.
        if (await TryOnNewLinkAsync(cancellation).ConfigureAwait(false) is { } failure)
            throw failure;
    }

    /// <returns>Why it failed on the link, or null.</returns>
    /// <exception cref="GattException">No link could be made.</exception>
    private async Task<Exception?> TryOnNewLinkAsync(CancellationToken cancellation)
    {
        await maker.CloseAsync(slot.Take()).ConfigureAwait(false);
        var link = await maker.OpenAsync(cancellation).ConfigureAwait(false);
        var stopsFirst = memory.StopsFirst;
        try
        {
            slot.Put(link, null);
            await OnNewAsync(link, stopsFirst, cancellation).ConfigureAwait(false);
            return null;
        }
        catch (Exception exception)
        {
            if (slot.TakeFailed(link, null))
                await maker.CloseAsync(link).ConfigureAwait(false);
            if (exception is not (GattException or MassagerException))
                throw;
            memory.Failed(stopsFirst);
            return exception;
        }
    }

    private async Task OnNewAsync(DeviceLink link, bool stopsFirst, CancellationToken cancellation)
    {
        // What the device said on the old link is not known here: where it can say whether it runs, it must.
        // The second way is the careful one: some devices take the link away over a frame that comes too soon.
        using var attempt = new StopAttempt(link, options, ProfiledMassager.StopLimit) { MustSayOff = options.Profile.TellsLevel, KeepsGap = !stopsFirst };
        try
        {
            await OnBareAsync(link, attempt, stopsFirst, cancellation).ConfigureAwait(false);
        }
        catch (GattException exception) when (attempt.SeenOff)
        {
            tell(link, new MassagerNotice(Phrase.Of($"the device said that it stopped, then the link failed: {exception.Words}")));
        }
    }

    private async Task OnBareAsync(DeviceLink link, StopAttempt attempt, bool stopsFirst, CancellationToken cancellation)
    {
        // Where nothing comes before it, the stop that counts is the first write anyway.
        if (stopsFirst && !options.Profile.Connect.IsEmpty)
            await attempt.TryFirstAsync(cancellation).ConfigureAwait(false);
        var setup = new LinkSetup(link, options, report => tell(link, report));
        await new StopSetup(link, setup, options.Profile, attempt).RunAsync(cancellation).ConfigureAwait(false);
        await ConfirmAsync(link, attempt, cancellation).ConfigureAwait(false);
    }

    private static async Task ConfirmAsync(DeviceLink link, StopAttempt attempt, CancellationToken cancellation)
    {
        for (var left = MostOnNewLink - 1; ; left--)
            try
            {
                await attempt.ConfirmAsync(cancellation).ConfigureAwait(false);
                return;
            }
            catch (MassagerException) when (left > 0 && link is { IsSetUp: true, Ended: false })
            {
                // It acknowledges and has not said that it stopped: it may say so late, or obey the next time.
            }
    }
}
