using System.Collections.Immutable;
using System.Security.Cryptography;
using MassagerControl.Clinic.Storage;
using Orleans;
using Orleans.Runtime;

namespace MassagerControl.Clinic.Allowances;

internal sealed class AllowanceGrain([PersistentState("allowance", ClinicStore.Name)] IPersistentState<AllowanceState> storage, ClinicClock clock) : Grain, IAllowanceGrain
{
    /// <summary>At most: somebody at the desk looks at it again each week.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>So long after its end a room may tell of sessions. With <see cref="Longest"/> it is less than a ledger remembers a session by its id: nothing that is told again counts twice.</summary>
    public static readonly TimeSpan ToldWithin = TimeSpan.FromDays(21);

    private readonly KeptState<AllowanceState> _kept = new(storage, clock.Epoch);

    public async Task<Allowance> GiveAsync(string? person, TimeSpan press, DateTimeOffset until, string by)
    {
        var state = await _kept.ReadAsync().ConfigureAwait(true);
        var given = new Allowance(RandomNumberGenerator.GetHexString(16, lowercase: true), person, press, Now, Least(until.ToUniversalTime(), Now + Longest), by);
        await _kept.WriteAsync(new() { All = [.. Known(state), given] }).ConfigureAwait(true);
        return given;
    }

    public async Task<Allowance?> RevokeAsync(string id)
    {
        var state = await _kept.ReadAsync().ConfigureAwait(true);
        if (state.All.FirstOrDefault(one => one.Id == id) is not { } found || !found.IsOpen(Now))
            return null;
        var revoked = found with { Revoked = Now };
        await _kept.WriteAsync(new() { All = state.All.Replace(found, revoked) }).ConfigureAwait(true);
        return revoked;
    }

    public async Task<ImmutableArray<Allowance>> ListAsync() => Known(await _kept.ReadAsync().ConfigureAwait(true));

    public async Task<TimeSpan> UseAsync(string id, AllowanceUse use)
    {
        var state = await _kept.ReadAsync().ConfigureAwait(true);
        if (state.All.FirstOrDefault(one => one.Id == id) is not { } found || found.Uses.Any(one => one.Session == use.Session))
            return TimeSpan.Zero;
        await _kept.WriteAsync(new() { All = state.All.Replace(found, found with { Uses = found.Uses.Add(use) }) }).ConfigureAwait(true);
        var left = found.Press > found.Used ? found.Press - found.Used : TimeSpan.Zero;
        return use.Press > left ? use.Press - left : TimeSpan.Zero;
    }

    public async Task ForgetAsync(string person)
    {
        var state = await _kept.ReadAsync().ConfigureAwait(true);
        if (state.All.Any(one => one.Person == person))
            await _kept.WriteAsync(new() { All = [.. state.All.Where(one => one.Person != person)] }).ConfigureAwait(true);
    }

    private DateTimeOffset Now => clock.Now.ToUniversalTime();

    // By a clock that is wrong nothing is over.
    private ImmutableArray<Allowance> Known(AllowanceState state) =>
        clock.Doubt is null ? [.. state.All.Where(one => Now < one.Until + ToldWithin)] : state.All;

    private static DateTimeOffset Least(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
