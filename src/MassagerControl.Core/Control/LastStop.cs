using MassagerControl.Core.Massagers;

namespace MassagerControl.Core.Control;

/// <summary>The stop of a loop that broke: past the machine, which can no longer be trusted.</summary>
internal static class LastStop
{
    /// <returns>What to tell of the session's end, and whether the motor is off.</returns>
    public static async Task<InvalidOperationException> SendAsync(IMassager massager, Exception broken)
    {
        try
        {
            await massager.StopAsync(CancellationToken.None).ConfigureAwait(false);
            return new($"The session broke; the motor is confirmed off. {broken.Message}", broken);
        }
        catch (MassagerException fault)
        {
            return new($"The session broke and off is not confirmed ({fault.Message}): press the button on the device. {broken.Message}", broken);
        }
    }
}
