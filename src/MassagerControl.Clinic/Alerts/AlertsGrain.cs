using MassagerControl.Clinic.Storage;
using Orleans;
using Orleans.Runtime;

namespace MassagerControl.Clinic.Alerts;

internal sealed class AlertsGrain([PersistentState("alerts", ClinicStore.Name)] IPersistentState<AlertsState> storage, ClinicClock clock) : Grain, IAlertsGrain
{
    private readonly KeptState<AlertsState> _kept = new(storage);
    // What is surely kept: calls read it while a write is under way.
    private AlertsState _known = new();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _known = storage.State;
        return base.OnActivateAsync(cancellationToken);
    }

    public Task RaiseAsync(AlertNote note) => ChangeAsync(state => AlertList.Raise(state, note, Now));

    public Task OverAsync(string id) => ChangeAsync(state => AlertList.Over(state, id, Now));

    public async Task<Alert?> AcknowledgeAsync(long number, string by)
    {
        Alert? seen = null;
        await ChangeAsync(state =>
        {
            (var next, seen) = AlertList.Acknowledge(state, number, by, Now);
            return next;
        }).ConfigureAwait(true);
        return seen;
    }

    public Task ForgetAsync(string person) => ChangeAsync(state => AlertList.Forget(state, person));

    public Task<AlertsState> ViewAsync() => Task.FromResult(_known);

    private DateTimeOffset Now => clock.Now.ToUniversalTime();

    private async Task ChangeAsync(Func<AlertsState, AlertsState> change)
    {
        var next = change(await _kept.ReadAsync().ConfigureAwait(true));
        await _kept.WriteAsync(next).ConfigureAwait(true);
        _known = next;
    }
}
