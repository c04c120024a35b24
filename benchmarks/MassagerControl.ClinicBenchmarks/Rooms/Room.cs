using MassagerControl.Benchmarks.Sessions;
using MassagerControl.Runtime.Clinics;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.ClinicBenchmarks.Rooms;

/// <summary>One room as <c>massager serve --clinic</c> has it, down to its data folder: only its page and its radio are missing.</summary>
internal sealed class Room : IAsyncDisposable
{
    private static readonly RoomState Runs = RoomState.Idle with { Session = "s", Phase = "compressing", Level = 2, Levels = 4, Cap = 50, Link = "connected" };

    private readonly ClinicRoom _room;
    private RunningMotor? _motor;

    private Room(ClinicRoom room) => _room = room;

    public static Room Open(Uri clinic, string name, string token, string folder)
    {
        var (room, problem) = ClinicRoom.Open(new(clinic, null, name, token), new(folder, true, null), StoreClock.Of(TimeProvider.System), static _ => { });
        if (room is null)
            throw new InvalidOperationException(problem!.Text);
        var opened = new Room(room);
        room.Connect(_ => opened._motor?.Stop());
        return opened;
    }

    /// <summary>A session begins, and the desk is told.</summary>
    public void Begin(ShippedSession shipped, TimeProvider time, int seed)
    {
        _motor = new(shipped, time, seed);
        _room.Show(Runs);
    }

    /// <returns>When the motor went off.</returns>
    public async Task<long> OffAsync()
    {
        var off = await _motor!.Off;
        _room.Show(RoomState.Idle);
        return off;
    }

    public async Task EndAsync()
    {
        if (_motor is not null)
            await _motor.DisposeAsync();
        _motor = null;
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        await _room.DisposeAsync();
    }
}
