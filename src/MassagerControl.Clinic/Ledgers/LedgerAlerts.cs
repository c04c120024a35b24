using System.Globalization;
using MassagerControl.Clinic.Alerts;
using MassagerControl.Core.Areas;
using Orleans;

namespace MassagerControl.Clinic.Ledgers;

/// <summary>What in a person's ledger somebody at the desk must know.</summary>
internal sealed class LedgerAlerts(IGrainFactory grains, string person)
{
    /// <summary>A room that was away tells what waits within a minute.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(2);

    private IAlertsGrain Alerts => grains.GetGrain<IAlertsGrain>(IAlertsGrain.Key);

    public Task LockedAsync(LockRequest said)
    {
        var kind = said.Kind == LockKind.Rating ? AlertKind.Rating : AlertKind.RedFlag;
        return Alerts.RaiseAsync(new(Id(kind, said.Session), kind, said.Room, person, said.Session, said.Area, said.Side, kind == AlertKind.Rating ? null : said.Kind));
    }

    /// <summary>It was settled after all.</summary>
    public Task SettledAsync(LedgerEntry? session, DateTimeOffset now) =>
        session is not null && IsLate(session, now) ? Alerts.OverAsync(Id(AlertKind.Unsettled, session.Session)) : Task.CompletedTask;

    /// <summary>Sessions that are over and that no room settled.</summary>
    /// <returns>False where there is nothing left to look for.</returns>
    public async Task<bool> LookAsync(LedgerState state, DateTimeOffset now)
    {
        var open = state.Sessions.Where(one => one.Press is null).ToArray();
        foreach (var late in open.Where(one => IsLate(one, now)))
            await Alerts.RaiseAsync(new(
                Id(AlertKind.Unsettled, late.Session), AlertKind.Unsettled, late.Room, person, late.Session, late.Area, late.Side,
                late.Planned.TotalSeconds.ToString("0", CultureInfo.InvariantCulture))).ConfigureAwait(true);
        return open.Any(one => !IsLate(one, now));
    }

    /// <summary>The person was deleted.</summary>
    public Task ForgetAsync() => Alerts.ForgetAsync(person);

    /// <returns>After so long it is worth a look.</returns>
    public static TimeSpan Until(DateTimeOffset until, DateTimeOffset now) => until - now is { Ticks: > 0 } wait ? wait + Grace + Grace : Grace;

    private static bool IsLate(LedgerEntry session, DateTimeOffset now) => now > session.Until + Grace;

    private static string Id(string kind, string session) => $"{kind}:{session}";
}
