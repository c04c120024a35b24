using MassagerControl.Clinic.Storage;
using Orleans;

namespace MassagerControl.Clinic.Rooms;

internal sealed class RoomGrain(ClinicClock clock) : Grain, IRoomGrain
{
    /// <summary>A STOP that a room has not heard of by then is over: it must not end what somebody began long after.</summary>
    public static readonly TimeSpan StopLasts = TimeSpan.FromMinutes(1);

    private readonly HashSet<IRoomListener> _listeners = [];
    private RoomReport? _report;
    private DateTimeOffset? _heard;
    private RoomStop? _stop;

    public async Task<RoomStop?> ReportAsync(RoomReport report)
    {
        (_report, _heard) = (report, Now);
        await TellDeskAsync().ConfigureAwait(true);
        return FreshStop;
    }

    public async Task<StopReceipt> StopAsync(string by)
    {
        // Grows over restarts too: a room knows a new one by its number.
        var stop = new RoomStop(Math.Max((_stop?.Number ?? 0) + 1, Now.UtcTicks), by, Now);
        _stop = stop;
        var told = _listeners.Count > 0;
        foreach (var listener in _listeners)
            await listener.StoppedAsync(stop).ConfigureAwait(true);
        await TellDeskAsync().ConfigureAwait(true);
        return new(this.GetPrimaryKeyString(), stop, told);
    }

    public Task<RoomStop?> ListenAsync(IRoomListener listener, long after)
    {
        _listeners.Add(listener);
        return Task.FromResult(FreshStop is { } stop && stop.Number > after ? stop : null);
    }

    public Task ForgetAsync(IRoomListener listener)
    {
        _listeners.Remove(listener);
        return Task.CompletedTask;
    }

    public Task<RoomView> ViewAsync() => Task.FromResult(View());

    private DateTimeOffset Now => clock.Now.ToUniversalTime();

    private RoomStop? FreshStop => _stop is { } stop && Now - stop.At < StopLasts ? stop : null;

    private RoomView View() => new(this.GetPrimaryKeyString(), _report, _heard, _listeners.Count > 0, _stop);

    private Task TellDeskAsync() => GrainFactory.GetGrain<IDeskGrain>(IDeskGrain.Key).ToldAsync(View());
}
