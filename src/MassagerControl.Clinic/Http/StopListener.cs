using MassagerControl.Clinic.Rooms;
using Orleans;

namespace MassagerControl.Clinic.Http;

/// <summary>A request of a room that waits for STOP.</summary>
internal sealed class StopListener : IRoomListener
{
    /// <summary>Below the half minute after which what lies between may close a silent connection.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(25);

    private readonly TaskCompletionSource<RoomStop> _told = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task StoppedAsync(RoomStop told)
    {
        _told.TrySetResult(told);
        return Task.CompletedTask;
    }

    /// <param name="after">The last STOP that the room knows.</param>
    /// <returns>Null where none came for a while: the room asks again.</returns>
    public static async Task<RoomStop?> WaitAsync(IGrainFactory grains, string room, long after, CancellationToken cancellation)
    {
        var listener = new StopListener();
        var (grain, reference) = (grains.GetGrain<IRoomGrain>(room), grains.CreateObjectReference<IRoomListener>(listener));
        try
        {
            if (await grain.ListenAsync(reference, after).ConfigureAwait(false) is { } missed)
                return missed;
            return await listener._told.Task.WaitAsync(Longest, TimeProvider.System, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return null;
        }
        finally
        {
            await grain.ForgetAsync(reference).ConfigureAwait(false);
            grains.DeleteObjectReference<IRoomListener>(reference);
        }
    }
}
