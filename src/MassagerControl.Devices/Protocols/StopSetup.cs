using MassagerControl.Core;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Profiles;

namespace MassagerControl.Devices.Protocols;

/// <summary>Makes a link usable for a stop: the profile's connect steps and nothing else, as far as they go.</summary>
/// <param name="stop">The attempt that this is for.</param>
internal sealed class StopSetup(DeviceLink link, LinkSetup setup, DeviceProfile profile, StopAttempt stop)
{
    /// <summary>A step that fails does not keep the stop from being tried; only then the device's acknowledgement proves nothing.</summary>
    /// <exception cref="GattException">The link was lost, or takes no more requests.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        Phrase? problem = null;
        foreach (var step in profile.Connect)
            problem = await TryAsync(step, cancellation).ConfigureAwait(false) ?? problem;
        problem ??= link.Refusal;
        if (problem is null)
            link.IsSetUp = true;
        else
            stop.NotSetUp = problem;
    }

    /// <returns>Why it failed, or null.</returns>
    private async Task<Phrase?> TryAsync(ConnectStep step, CancellationToken cancellation)
    {
        try
        {
            await RunAsync(step, cancellation).ConfigureAwait(false);
            return null;
        }
        catch (GattException exception) when (exception.Failure == GattFailure.Refused || (exception.Failure == GattFailure.TimedOut && link.Unanswered is null))
        {
            return exception.Words;
        }
    }

    /// <summary>A motor does not run on until somebody has pressed a button: the stop is tried before a long wait, and again after it.</summary>
    private async Task RunAsync(ConnectStep step, CancellationToken cancellation)
    {
        if (step is not WaitStep wait || wait.Within <= ProfiledMassager.WriteLimit)
        {
            await setup.StepAsync(step, cancellation).ConfigureAwait(false);
            return;
        }
        try
        {
            await link.HearAsync(wait with { Within = ProfiledMassager.WriteLimit }, cancellation).ConfigureAwait(false);
        }
        catch (GattException exception) when (exception.Failure == GattFailure.TimedOut)
        {
            await stop.TryFirstAsync(cancellation).ConfigureAwait(false);
            await setup.StepAsync(wait, cancellation).ConfigureAwait(false);
        }
    }
}
