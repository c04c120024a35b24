using MassagerControl.Clinic.Storage;
using Orleans;

namespace MassagerControl.Clinic.Rooms;

internal sealed class RoomGrain(ClinicClock clock) : Grain, IRoomGrain
{
    private RoomReport? _report;
    private DateTimeOffset? _heard;

    public Task ReportAsync(RoomReport report)
    {
        (_report, _heard) = (report, clock.Now.ToUniversalTime());
        return GrainFactory.GetGrain<IDeskGrain>(IDeskGrain.Key).ToldAsync(View());
    }

    public Task<RoomView> ViewAsync() => Task.FromResult(View());

    private RoomView View() => new(this.GetPrimaryKeyString(), _report, _heard);
}
