using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Profiles;

namespace MassagerControl.Devices.Protocols;

/// <summary>Says the same to the device again and again while it is linked. Never a level.</summary>
internal sealed class KeepAlive(ProfiledMassagerOptions options, LinkSlot slot, Operation operation, TimeSpan every) : IDisposable
{
    private readonly Lock _gate = new();
    private ITimer? _timer;
    private bool _closed;

    /// <summary>Goes on until the link is gone.</summary>
    public void Begin(DeviceLink link)
    {
        lock (_gate)
        {
            _timer?.Dispose();
            _timer = _closed ? null : options.Time.CreateTimer(_ => Tick(link), null, every, every);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            _timer?.Dispose();
        }
    }

    /// <remarks>A request that is unanswered is a sign of life of its own, and nothing may be in the way of a stop.</remarks>
    private void Tick(DeviceLink link)
    {
        if (slot.IsReady(link) && !link.Ended && link.Unanswered is null && slot.Stopping().IsCompleted)
            _ = SendAsync(link);
    }

    private async Task SendAsync(DeviceLink link)
    {
        try
        {
            foreach (var one in options.Profile.Chain(operation))
                await link.SendAsync(one, ProfiledMassager.WriteLimit, CancellationToken.None).ConfigureAwait(false);
        }
        catch (GattException)
        {
            // The link tells its own loss, and the next command finds out about everything else.
        }
        catch (MassagerException)
        {
            // The driver was closed meanwhile.
        }
    }
}
