using System.Collections.Immutable;
using MassagerControl.Clinic.Storage;

namespace MassagerControl.Clinic.Stops;

/// <summary>The requests of rooms that wait at this silo for STOP, and every STOP of the last minute. All is in memory: no disk, no other silo and no grain is asked.</summary>
/// <remarks>Members may be called from any thread.</remarks>
internal sealed class StopBoard(ClinicClock clock)
{
    /// <summary>A STOP that a room has not heard of by then is over: it must not end what somebody began long after.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(1);

    /// <summary>Below the half minute after which what lies between may close a silent connection.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(25);

    private readonly Lock _gate = new();
    private readonly HashSet<Waiting> _waiting = [];
    private ImmutableList<StopCall> _calls = [];

    /// <summary>A STOP that is newer than all that are known here.</summary>
    public RoomStop Next(string by)
    {
        lock (_gate)
            // Grows over restarts too: a room knows a new one by its number.
            return new(Math.Max(_calls.Select(call => call.Stop.Number).DefaultIfEmpty().Max() + 1, Now.UtcTicks), by, Now);
    }

    /// <summary>Tells whom it means at once, and keeps it for those that come within a minute. Said twice it is one.</summary>
    /// <returns>The rooms that were waiting here.</returns>
    public ImmutableArray<string> Post(StopCall call)
    {
        ImmutableArray<Waiting> meant;
        lock (_gate)
        {
            if (!_calls.Contains(call))
                _calls = Fresh().Add(call);
            meant = [.. _waiting.Where(one => call.Means(one.Room))];
        }
        foreach (var one in meant)
            one.Tell(call.Stop);
        return [.. meant.Select(one => one.Room).Distinct()];
    }

    /// <returns>The last STOP for a room within the last minute; null where there was none.</returns>
    public RoomStop? Last(string room)
    {
        lock (_gate)
            return Fresh().FindLast(call => call.Means(room))?.Stop;
    }

    /// <param name="after">The last STOP that the room knows.</param>
    /// <returns>Null where none came for a while: the room asks again.</returns>
    public async Task<RoomStop?> WaitAsync(string room, long after, CancellationToken cancellation)
    {
        var waiting = new Waiting(room, after);
        lock (_gate)
        {
            if (Last(room) is { } missed && missed.Number > after)
                return missed;
            _waiting.Add(waiting);
        }
        try
        {
            return await waiting.Told.WaitAsync(LongestWait, TimeProvider.System, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return null;
        }
        finally
        {
            lock (_gate)
                _waiting.Remove(waiting);
        }
    }

    /// <returns>The rooms that wait here now.</returns>
    public ImmutableArray<string> Listening()
    {
        lock (_gate)
            return [.. _waiting.Select(one => one.Room).Distinct()];
    }

    private DateTimeOffset Now => clock.Now.ToUniversalTime();

    private ImmutableList<StopCall> Fresh() => _calls = _calls.RemoveAll(call => Now - call.Stop.At >= Lasts);

    private sealed class Waiting(string room, long after)
    {
        private readonly TaskCompletionSource<RoomStop> _told = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Room => room;

        public Task<RoomStop> Told => _told.Task;

        // Another silo's clock may be behind the one that gave the last number: to this room it is a new one all the same.
        public void Tell(RoomStop stop) => _told.TrySetResult(stop.Number > after || after == long.MaxValue ? stop : stop with { Number = after + 1 });
    }
}
