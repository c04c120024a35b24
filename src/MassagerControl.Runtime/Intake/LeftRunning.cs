using MassagerControl.Core;
using MassagerControl.Runtime.Reach;
using MassagerControl.Runtime.Runs;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Runtime.Intake;

/// <summary>The first step of the intake: stops what an earlier session left running, so that no refusal leaves a motor on.</summary>
internal sealed class LeftRunning(IntakeParts parts, Action<Phrase> tell)
{
    /// <returns>The refusal of a session that may not begin, as the device that it is for may still run, or nobody can tell. Null otherwise.</returns>
    public async Task<Refused?> StopAsync(SessionOrder order, Interruption interruption)
    {
        if (order.Data is null && order.Device is { } device && DeviceSetup.IsSimulated(device))
            return null;
        var left = new OrphanedDevices(parts.FindDevice, parts.Clock.Wall, tell);
        var request = new DeviceRequest("", null, Trace: false, order.Profiles) { Data = DataFolder.Of(order.Data, parts.Variable).Path };
        try
        {
            var stopped = await left.StopAsync(request, order.Device, interruption).ConfigureAwait(false);
            if (interruption.Once.IsCancellationRequested)
                return new(stopped ? RefusalKind.CalledOff : RefusalKind.MotorMayRun, [parts.Language.Say("interrupted: no session has begun")]);
            return stopped ? null : new(RefusalKind.MotorMayRun, []);
        }
        catch (StoreException exception) when (exception.IsDamaged)
        {
            // It is set aside, and told, when the session begins.
            return null;
        }
        catch (StoreException exception)
        {
            // What stands in the way of the session says more, where it is the same.
            var opening = MassagerStore.Open(request.Data);
            opening.Store?.Dispose();
            return new(RefusalKind.BadInput, [parts.Language.Say(opening.Error ?? exception.Words)]);
        }
    }
}
