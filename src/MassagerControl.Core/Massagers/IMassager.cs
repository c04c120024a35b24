namespace MassagerControl.Core.Massagers;

/// <summary>The port that a session drives: one motor, seen as an intensity.</summary>
/// <remarks>
/// Calls may come from any thread, one <see cref="SetIntensityAsync"/> at a time; <see cref="StopAsync"/> may come at any moment,
/// also while another call is unanswered, and overtakes it. Every call ends within a bounded time, by answer or by
/// <see cref="MassagerException"/>. Connecting never starts a motor.
/// </remarks>
public interface IMassager : IAsyncDisposable
{
    MassagerTraits Traits { get; }

    /// <summary>Sets the one receiver of reports. Called on any thread; it must return at once and not throw.</summary>
    void Observe(Action<MassagerReport> receiver);

    /// <summary>Makes a new link and leaves the device confirmed at level 0.</summary>
    /// <exception cref="MassagerException">No link, or not the device that the profile describes.</exception>
    Task ConnectAsync(CancellationToken cancellation);

    /// <summary>Runs the motor at the level that the intensity belongs to, rounded down; zero is the same as <see cref="StopAsync"/>.</summary>
    /// <returns>Completes when the device has accepted it.</returns>
    /// <exception cref="MassagerException">Refused, lost, or of unknown outcome.</exception>
    Task SetIntensityAsync(Intensity intensity, CancellationToken cancellation);

    /// <summary>Turns the motor off, past every queue and minimum gap; makes a new link where the old one does not answer.</summary>
    /// <returns>Completes when the device has confirmed it.</returns>
    /// <exception cref="MassagerException">Not confirmed: the motor may run.</exception>
    Task StopAsync(CancellationToken cancellation);

    /// <summary>The owner is alive: extends the present output, if there is one, by one lease. Output that is not renewed goes off by itself.</summary>
    /// <param name="repeats">Whether the device may be told its level again; not while the person may have turned it down at the device.</param>
    void RenewLease(bool repeats = true);
}
