using MassagerControl.Clinic.Alerts;
using MassagerControl.Clinic.Storage;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;

namespace MassagerControl.Clinic.Rooms;

internal sealed class DeskGrain(ClinicClock clock, ILogger<DeskGrain> log) : Grain, IDeskGrain
{
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(2);

    // Longer between two looks: it was the clinic that stood still.
    private static readonly TimeSpan StoodStill = TimeSpan.FromSeconds(10);

    private readonly SortedDictionary<string, RoomView> _rooms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RoomWatch> _watches = new(StringComparer.Ordinal);
    private readonly Queue<AlertChange> _changes = new();
    private (DateTimeOffset Since, DateTimeOffset Last) _looking;
    private Task _telling = Task.CompletedTask;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _looking = (clock.Now, clock.Now);
        this.RegisterGrainTimer(LookAsync, new GrainTimerCreationOptions(Often, Often) { Interleave = true, KeepAlive = true });
        return base.OnActivateAsync(cancellationToken);
    }

    public Task ToldAsync(RoomView room)
    {
        if (_rooms.TryGetValue(room.Room, out var known) && room.Order <= known.Order)
            return Task.CompletedTask;
        _rooms[room.Room] = room;
        if (!_watches.TryGetValue(room.Room, out var watch))
            _watches[room.Room] = watch = new();
        foreach (var change in watch.Hear(room))
            _changes.Enqueue(change);
        return TellAsync();
    }

    public Task<DeskView> ViewAsync() => Task.FromResult(new DeskView([.. _rooms.Values]));

    public Task LookAsync()
    {
        var now = clock.Now;
        _looking = (now - _looking.Last > StoodStill ? now : _looking.Since, now);
        foreach (var watch in _watches.Values)
            if (watch.Look(_looking.Since, now) is { } found)
                _changes.Enqueue(found);
        return TellAsync();
    }

    private Task TellAsync() => _telling.IsCompleted ? _telling = TellAllAsync() : _telling;

    /// <summary>In order; what cannot be kept now is tried again at the next look.</summary>
    private async Task TellAllAsync()
    {
        try
        {
            var alerts = GrainFactory.GetGrain<IAlertsGrain>(IAlertsGrain.Key);
            while (_changes.TryPeek(out var change))
            {
                await (change.Raised is { } raised ? alerts.RaiseAsync(raised) : alerts.OverAsync(change.Over!)).ConfigureAwait(true);
                _changes.Dequeue();
            }
        }
#pragma warning disable CA1031 // Whatever the database says: rooms are heard, and the alert stays in the queue.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            DeskLog.NotKept(log, fault.GetType().Name);
        }
    }
}
