using Orleans;

namespace MassagerControl.Clinic.Rooms;

internal sealed class DeskGrain : Grain, IDeskGrain
{
    private readonly SortedDictionary<string, RoomView> _rooms = new(StringComparer.Ordinal);

    public Task ToldAsync(RoomView room)
    {
        _rooms[room.Room] = room;
        return Task.CompletedTask;
    }

    public Task<DeskView> ViewAsync() => Task.FromResult(new DeskView([.. _rooms.Values]));
}
