using Orleans;
using Orleans.Concurrency;

namespace MassagerControl.Clinic.Rooms;

/// <summary>One room. All is in memory: a room says everything anew within seconds. STOP does not come this way.</summary>
[Alias("room")]
public interface IRoomGrain : IGrainWithStringKey
{
    /// <summary>Nobody waits for it: the next report is on its way.</summary>
    [AlwaysInterleave, OneWay]
    Task ReportAsync(RoomReport report);

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

    /// <summary>Looks for rooms that fell silent in a session. The grain does so by itself, every two seconds.</summary>
    [AlwaysInterleave]
    Task LookAsync();
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
