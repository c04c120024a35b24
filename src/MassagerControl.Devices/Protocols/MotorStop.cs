using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Devices.Protocols;

/// <summary>Turns the motor off: on the link that there is, else on a new one where the stop is the first write.</summary>
internal sealed class MotorStop(ProfiledMassagerOptions options, LinkSlot slot, LinkMaker maker, Action<DeviceLink, MassagerReport> tell)
{
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
        var attempt = new StopAttempt(link, options, ProfiledMassager.StopLimit);
        try
        {
            await attempt.ConfirmAsync(cancellation).ConfigureAwait(false);
        }
        catch (GattException exception) when (exception.Failure is GattFailure.TimedOut or GattFailure.LinkLost)
        {
            await AgainAsync(link, exception.Message, attempt, cancellation).ConfigureAwait(false);
        }
    }

    private async Task AgainAsync(DeviceLink old, string why, StopAttempt attempt, CancellationToken cancellation)
    {
        var wasReady = slot.TakeReadiness(old);
        // Under way before it is told: whoever hears of it may hang.
        var again = WithoutAsync(old, cancellation);
        if (wasReady)
            tell(old, new LinkLost($"dropped, because a stop was not answered: {why}"));
        try
        {
            await again.ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is GattException or MassagerException && attempt.SeenOff)
        {
            tell(old, new MassagerNotice($"the device said that it stopped, then the link failed: {exception.Message}"));
        }
    }

    private async Task OnNewLinkAsync(CancellationToken cancellation)
    {
        await maker.CloseAsync(slot.Take()).ConfigureAwait(false);
        var link = await maker.OpenAsync(cancellation).ConfigureAwait(false);
        try
        {
            slot.Put(link, null);
            // What the device said on the old link is not known here: where it can say whether it runs, it must.
            var says = options.Profile.Notifications.Any(format => format.TellsLevel);
            var attempt = new StopAttempt(link, options, ProfiledMassager.StopLimit) { MustSayOff = says };
            if (options.Profile.Stop.Mode == WriteMode.WithoutResponse || says)
            {
                // Off first; hearing that it worked comes second.
                await attempt.CommandAsync(cancellation).ConfigureAwait(false);
                await new LinkSetup(link, options, report => tell(link, report)).SubscribeAllAsync(cancellation).ConfigureAwait(false);
            }
            await attempt.ConfirmAsync(cancellation).ConfigureAwait(false);
        }
        catch
        {
            if (slot.TakeFailed(link, null))
                await maker.CloseAsync(link).ConfigureAwait(false);
            throw;
        }
    }

    private async Task WithoutAsync(DeviceLink old, CancellationToken cancellation)
    {
        if (slot.TakeFailed(old, null))
            await maker.CloseAsync(old).ConfigureAwait(false);
        await OnNewLinkAsync(cancellation).ConfigureAwait(false);
    }
}
