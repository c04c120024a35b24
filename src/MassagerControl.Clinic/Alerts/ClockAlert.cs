using System.Globalization;
using MassagerControl.Core;
using Orleans;

namespace MassagerControl.Clinic.Alerts;

/// <summary>The clock of one silo as an alert, until it is right again.</summary>
/// <param name="silo">Which one, for a person.</param>
internal sealed class ClockAlert(IGrainFactory grains, string silo)
{
    private string? _open;

    /// <param name="doubt">Why it is not to be trusted; null once it is again.</param>
    /// <exception cref="Exception">It may be kept or not.</exception>
    public async Task SayAsync(Phrase? doubt, DateTimeOffset now)
    {
        var alerts = grains.GetGrain<IAlertsGrain>(IAlertsGrain.Key);
        if (doubt is not null)
        {
            _open ??= $"{AlertKind.Clock}:{silo}:{now.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)}";
            await alerts.RaiseAsync(new(_open, AlertKind.Clock, Detail: $"{silo}: {doubt.Text}")).ConfigureAwait(false);
        }
        else if (_open is { } open)
        {
            await alerts.OverAsync(open).ConfigureAwait(false);
            _open = null;
        }
    }
}
