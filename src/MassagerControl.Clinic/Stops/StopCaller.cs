using System.Collections.Immutable;
using Orleans.Runtime;
using Orleans.Runtime.Services;

namespace MassagerControl.Clinic.Stops;

/// <summary>Tells every silo of a STOP, all at once. A silo that does not answer keeps no other from it.</summary>
internal sealed class StopCaller(IServiceProvider services, StopBoard board, ISiloStatusOracle silos) : GrainServiceClient<IStopService>(services)
{
    // The STOP itself waits for nothing; whoever pressed does, to see whom it reached.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <param name="room">Null: all.</param>
    public async Task<StopReceipt> StopAsync(string? room, string by)
    {
        var call = new StopCall(room, board.Next(by));
        return new(call.Stop, await AllAsync(() => board.Post(call), silo => silo.PostAsync(call)).ConfigureAwait(false));
    }

    /// <returns>The rooms that wait for STOP now, at whichever silo.</returns>
    public Task<ImmutableHashSet<string>> ListeningAsync() => AllAsync(board.Listening, silo => silo.ListeningAsync());

    /// <summary>Here first: that needs nobody.</summary>
    private async Task<ImmutableHashSet<string>> AllAsync(Func<ImmutableArray<string>> here, Func<IStopService, Task<ImmutableArray<string>>> there)
    {
        var own = here();
        var others = silos.GetApproximateSiloStatuses(onlyActive: true).Keys.Where(silo => !silo.Equals(silos.SiloAddress)).Select(silo => AskAsync(silo, there)).ToArray();
        return [.. own, .. (await Task.WhenAll(others).ConfigureAwait(false)).SelectMany(rooms => rooms)];
    }

    private async Task<ImmutableArray<string>> AskAsync(SiloAddress silo, Func<IStopService, Task<ImmutableArray<string>>> ask)
    {
        try
        {
            return await ask(GetGrainService(silo)).WaitAsync(Patience, TimeProvider.System).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // A silo that is gone, or going: its rooms come to another, which knows the STOP.
        catch (Exception)
#pragma warning restore CA1031
        {
            return [];
        }
    }
}
