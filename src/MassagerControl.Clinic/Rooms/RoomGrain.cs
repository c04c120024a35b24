using MassagerControl.Clinic.Storage;
using Orleans;

namespace MassagerControl.Clinic.Rooms;

internal sealed class RoomGrain(ClinicClock clock) : Grain, IRoomGrain
{
    private RoomReport? _report;
    private DateTimeOffset? _heard;
    private long _order;

    public Task ReportAsync(RoomReport report)
    {
        var now = clock.Now.ToUniversalTime();
        // Grows over a move to another silo too.
        (_report, _heard, _order) = (report, now, Math.Max(_order + 1, now.UtcTicks));
        return GrainFactory.GetGrain<IDeskGrain>(IDeskGrain.Key).ToldAsync(View());
    }

    public Task<RoomView> ViewAsync() => Task.FromResult(View());

    private RoomView View() => new(this.GetPrimaryKeyString(), _report, _heard, _order);
}
