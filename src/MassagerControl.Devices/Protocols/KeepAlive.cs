using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Profiles;

namespace MassagerControl.Devices.Protocols;

/// <summary>Says or reads the same again and again while the device is linked. Never a level.</summary>
internal sealed class KeepAlive(ProfiledMassagerOptions options, LinkSlot slot, DeviceKeepAlive kept) : IDisposable
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
            _timer = _closed ? null : options.Time.CreateTimer(_ => Tick(link), null, kept.Every, kept.Every);
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
        if (IsQuiet(link) && !ComesTooSoon(link))
            _ = BeatAsync(link);
    }

    private bool IsQuiet(DeviceLink link) => slot.IsReady(link) && !link.Ended && link.Unanswered is null && slot.Stopping().IsCompleted;

    /// <remarks>So soon after another frame nothing is needed, and there are devices that take the link away over it. What is read is no frame.</remarks>
    private bool ComesTooSoon(DeviceLink link) => kept.Read is null && link.GapLeft > TimeSpan.Zero;

    private async Task BeatAsync(DeviceLink link)
    {
        try
        {
            if (kept.Read is { } endpoint)
                await link.ReadAsync(endpoint, ProfiledMassager.WriteLimit, CancellationToken.None).ConfigureAwait(false);
            else
                await SendAsync(link, kept.Operation!).ConfigureAwait(false);
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

    private async Task SendAsync(DeviceLink link, Operation operation)
    {
        foreach (var (one, pause) in options.Profile.Frames(operation))
        {
            var began = options.Time.GetTimestamp();
            await options.Time.PassAsync(pause, CancellationToken.None).ConfigureAwait(false);
            await link.PassGapAsync(CancellationToken.None).ConfigureAwait(false);
            // A stop may have begun while it waited.
            if (options.Time.GetElapsedTime(began) > TimeSpan.Zero && !IsQuiet(link))
                return;
            await link.SendAsync(one, ProfiledMassager.WriteLimit, CancellationToken.None).ConfigureAwait(false);
        }
    }
}
