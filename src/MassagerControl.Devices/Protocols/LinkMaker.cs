using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Devices.Protocols;

/// <summary>Makes and closes links, each within its time.</summary>
internal sealed class LinkMaker(ProfiledMassagerOptions options, Action<DeviceLink, MassagerReport> tell, Action<DeviceLink, string> lost)
{
    private readonly FrameClock _frames = new(options.Time);

    public async Task<DeviceLink> OpenAsync(CancellationToken cancellation)
    {
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var connecting = options.Radio.ConnectAsync(options.Address, attempt.Token);
        try
        {
            var link = Observed(await connecting.Within(ProfiledMassager.ConnectLimit, "connect", options.Time, cancellation).ConfigureAwait(false));
            tell(link, new DeviceMet());
            return link;
        }
        catch (Exception exception)
        {
            attempt.Cancel();
            _ = CloseLateAsync(connecting);
            if (exception is GattException { Failure: GattFailure.TimedOut } late)
                throw new GattException(GattFailure.Unreachable, late.Words);
            throw;
        }
    }

    /// <summary>Closes a link; one that does not close is left behind.</summary>
    public async Task CloseAsync(DeviceLink? link)
    {
        if (link is null)
            return;
        try
        {
            await link.DisposeAsync().AsTask().Within(ProfiledMassager.StopLimit, "close", options.Time, CancellationToken.None).ConfigureAwait(false);
        }
        catch (GattException exception)
        {
            tell(link, new MassagerNotice(Phrase.Of($"the old link did not close: {exception.Words}")));
        }
    }

    private DeviceLink Observed(IGattLink gatt)
    {
        DeviceLink? link = null;
        link = new DeviceLink(gatt, options, _frames, report => tell(link!, report));
        link.ObserveLoss(reason => lost(link, reason));
        return link;
    }

    private static async Task CloseLateAsync(Task<IGattLink> connecting)
    {
        try
        {
            var link = await connecting.ConfigureAwait(false);
            await link.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is GattException or OperationCanceledException)
        {
            // Nobody waits for this link any more.
        }
    }
}
