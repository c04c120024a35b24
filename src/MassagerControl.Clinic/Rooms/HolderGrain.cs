using MassagerControl.Clinic.Storage;
using MassagerControl.Core.Doses;
using Orleans;
using Orleans.Runtime;

namespace MassagerControl.Clinic.Rooms;

internal sealed class HolderGrain([PersistentState("holder", ClinicStore.Name)] IPersistentState<HolderState> storage, ClinicClock clock) : Grain, IHolderGrain
{
    private readonly KeptState<HolderState> _kept = new(storage, clock.Epoch);

    public async Task<Holding?> TakeAsync(string room, TimeSpan time)
    {
        // Ahead, it would end another room's time too early.
        if (clock.Doubt is not null)
            return null;
        var state = await _kept.ReadAsync().ConfigureAwait(true);
        if (Now(state) is { } held && held.Room != room)
            return held;
        var longest = time < DoseRecovery.Longest ? time : DoseRecovery.Longest;
        var taken = new Holding(room, clock.Now.ToUniversalTime() + longest);
        await _kept.WriteAsync(new() { Holding = taken }).ConfigureAwait(true);
        return taken;
    }

    public async Task ReleaseAsync(string room)
    {
        var state = await _kept.ReadAsync().ConfigureAwait(true);
        if (state.Holding?.Room == room)
            await _kept.WriteAsync(new()).ConfigureAwait(true);
    }

    public async Task<Holding?> ReadAsync() => Now(await _kept.ReadAsync().ConfigureAwait(true));

    private Holding? Now(HolderState state) => state.Holding is { } held && held.Until > clock.Now ? held : null;
}
