using System.Collections.Immutable;
using System.Net;
using MassagerControl.Clinic.Storage;
using MassagerControl.Runtime.Access;
using Orleans;
using Orleans.Runtime;

namespace MassagerControl.Clinic.Access;

internal sealed class RosterGrain([PersistentState("roster", ClinicStore.Name)] IPersistentState<RosterState> storage, ClinicClock clock) : Grain, IRosterGrain
{
    /// <summary>What OWASP's standard allows a code that is read off another screen.</summary>
    public static readonly TimeSpan CodeLasts = TimeSpan.FromMinutes(10);

    private const int MostCodes = 20;

    private readonly KeptState<RosterState> _kept = new(storage);
    private readonly WrongCodes _wrong = new(clock.Time);
    // What is surely kept: calls read it while a write is under way.
    private ImmutableDictionary<string, ClinicKey> _known = ImmutableDictionary<string, ClinicKey>.Empty;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Learn(storage.State);
        return base.OnActivateAsync(cancellationToken);
    }

    public async Task<string> InviteAsync(ClinicRole role, string name)
    {
        var state = await _kept.ReadAsync().ConfigureAwait(true);
        var code = Secret.Code();
        var open = state.Codes.Where(one => one.Expires > Now).TakeLast(MostCodes - 1);
        await KeepAsync(state with { Codes = [.. open, new(Secret.HashOfCode(code), name, role, Now + CodeLasts)] }).ConfigureAwait(true);
        return code;
    }

    public async Task<Enrolment> EnrolAsync(string code, string from)
    {
        var address = IPAddress.TryParse(from, out var parsed) ? parsed : null;
        if (_wrong.Pause(address) is { Ticks: > 0 } pause)
            return new(null, null, pause);
        var state = await _kept.ReadAsync().ConfigureAwait(true);
        var hash = Secret.HashOfCode(code);
        if (state.Codes.FirstOrDefault(open => open.Expires > Now && Secret.Same(open.Hash, hash)) is not { } used)
        {
            _wrong.Add(address);
            return new(null, null, TimeSpan.Zero);
        }
        var (id, token, secret) = Secret.Token();
        var key = new ClinicKey(id, used.Name, used.Role, secret, Now, null);
        await KeepAsync(state with
        {
            Keys = [.. state.Keys.Select(one => one.Name == used.Name && (one.Role == ClinicRole.Room) == (used.Role == ClinicRole.Room) ? Out(one) : one), key],
            Codes = state.Codes.Remove(used),
        }).ConfigureAwait(true);
        return new(key, token, TimeSpan.Zero);
    }

    public Task<ClinicKey?> FindAsync(string token)
    {
        var dot = token.IndexOf('.', StringComparison.Ordinal);
        var found = dot > 0 && _known.TryGetValue(token[..dot], out var key) && key.Revoked is null && Secret.Same(key.Hash, Secret.Hash(token[(dot + 1)..])) ? key : null;
        return Task.FromResult(found);
    }

    public async Task<ClinicKey?> RevokeAsync(string id)
    {
        if (!_known.TryGetValue(id, out var known))
            return null;
        // First of all it is out, whatever becomes of the write.
        _known = _known.SetItem(id, Out(known));
        var state = await _kept.ReadAsync().ConfigureAwait(true);
        if (state.Keys.FirstOrDefault(one => one.Id == id) is not { Revoked: null } key)
            return null;
        await KeepAsync(state with { Keys = state.Keys.Replace(key, Out(key)) }).ConfigureAwait(true);
        return Out(key);
    }

    public Task<ImmutableArray<ClinicKey>> ListAsync() =>
        Task.FromResult<ImmutableArray<ClinicKey>>([.. _known.Values.OrderBy(key => key.Since).Select(key => key with { Hash = "" })]);

    private DateTimeOffset Now => clock.Now.ToUniversalTime();

    private ClinicKey Out(ClinicKey key) => key.Revoked is null ? key with { Revoked = Now } : key;

    private async Task KeepAsync(RosterState next)
    {
        await _kept.WriteAsync(next).ConfigureAwait(true);
        Learn(next);
    }

    private void Learn(RosterState state) => _known = state.Keys.ToImmutableDictionary(key => key.Id);
}
