using Orleans;
using Orleans.Concurrency;

namespace MassagerControl.Clinic.Alerts;

/// <summary>What somebody at the desk must know, until somebody has acknowledged it. There is one, <see cref="Key"/>.</summary>
[Alias("alerts")]
public interface IAlertsGrain : IGrainWithStringKey
{
    const string Key = "alerts";

    /// <summary>On return it is kept. What is known already is not raised again; a person or a place that it lacked is added.</summary>
    Task RaiseAsync(AlertNote note);

    /// <summary>It came right by itself. It stays until somebody acknowledges it.</summary>
    Task OverAsync(string id);

    /// <returns>What was acknowledged; null where there is no such alert that waits for it.</returns>
    Task<Alert?> AcknowledgeAsync(long number, string by);

    /// <summary>Takes the person's id out of every alert.</summary>
    Task ForgetAsync(string person);

    /// <summary>From memory, and beside everything else.</summary>
    [AlwaysInterleave]
    Task<AlertsState> ViewAsync();
}
