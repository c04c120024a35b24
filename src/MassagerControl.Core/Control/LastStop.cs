using MassagerControl.Core.Massagers;
using MassagerControl.Core.Safety;

namespace MassagerControl.Core.Control;

/// <summary>The stop of a loop that broke: past the machine, which can no longer be trusted.</summary>
internal static class LastStop
{
    /// <returns>What to tell of the session's end, and whether the motor is off. Within twice the time for which a session repeats a stop.</returns>
    public static async Task<InvalidOperationException> SendAsync(IMassager massager, TimeProvider time, Exception broken)
    {
        try
        {
            await massager.StopAsync(CancellationToken.None).WaitAsync(2 * HardLimits.StopRepeat, time).ConfigureAwait(false);
            return new($"The session broke; the motor is confirmed off. {broken.Message}", broken);
        }
#pragma warning disable CA1031 // Whatever it was: whoever waits for the end must be told that off is not confirmed.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            var why = exception is TimeoutException ? "the device has not answered" : exception.Message;
            return new($"The session broke and off is not confirmed ({why}): press the button on the device. {broken.Message}", broken);
        }
    }
}
