using Orleans;
using Orleans.Concurrency;

namespace MassagerControl.Clinic.Rooms;

/// <summary>Hears of a STOP for its room.</summary>
public interface IRoomListener : IGrainObserver
{
    [OneWay]
    Task StoppedAsync(RoomStop told);
}

/// <summary>One room. All is in memory: a room says everything anew within seconds, and a STOP must not wait for a disk.</summary>
/// <remarks>Calls do not wait for each other: a STOP is never queued behind anything.</remarks>
[Alias("room")]
public interface IRoomGrain : IGrainWithStringKey
{
    /// <returns>A STOP that the room may not know; null where there is none.</returns>
    [AlwaysInterleave]
    Task<RoomStop?> ReportAsync(RoomReport report);

    [AlwaysInterleave]
    Task<StopReceipt> StopAsync(string by);

    /// <summary>Hears of every STOP from now on, until it is forgotten.</summary>
    /// <param name="after">The last STOP that the listener knows.</param>
    /// <returns>A newer one that was asked for meanwhile, or null.</returns>
    [AlwaysInterleave]
    Task<RoomStop?> ListenAsync(IRoomListener listener, long after);

    [AlwaysInterleave]
    Task ForgetAsync(IRoomListener listener);

    [AlwaysInterleave]
    Task<RoomView> ViewAsync();
}

/// <summary>All rooms of the clinic at a glance; there is one, <see cref="Key"/>.</summary>
[Alias("desk")]
public interface IDeskGrain : IGrainWithStringKey
{
    const string Key = "desk";

    [AlwaysInterleave, OneWay]
    Task ToldAsync(RoomView room);

    [AlwaysInterleave]
    Task<DeskView> ViewAsync();
}

/// <summary>A device, whose id is the key: one room at a time has it.</summary>
[Alias("holder")]
public interface IHolderGrain : IGrainWithStringKey
{
    /// <summary>Takes it, or holds it for longer.</summary>
    /// <returns>Who has it now: the room that asked, or another; null where the clinic's clock cannot say.</returns>
    Task<Holding?> TakeAsync(string room, TimeSpan time);

    /// <summary>Gives it back; nothing happens where another room has it.</summary>
    Task ReleaseAsync(string room);

    /// <returns>Null where nobody has it.</returns>
    [ReadOnly]
    Task<Holding?> ReadAsync();
}
