using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Devices.Protocols;

/// <summary>What a failed radio operation means to the session, by what was being done.</summary>
internal static class Faults
{
    public static MassagerFault OfConnecting(GattException exception) => new(
        exception.Failure switch
        {
            GattFailure.Unreachable or GattFailure.LinkLost => MassagerFaultKind.Connection,
            GattFailure.Refused => MassagerFaultKind.Refused,
            GattFailure.TimedOut => MassagerFaultKind.Communication,
        },
        exception.Message);

    /// <summary>The level may have arrived although nobody said so.</summary>
    public static MassagerFault OfSending(GattException exception) => new(
        exception.Failure switch
        {
            GattFailure.Unreachable => MassagerFaultKind.Connection,
            GattFailure.Refused => MassagerFaultKind.Refused,
            GattFailure.LinkLost or GattFailure.TimedOut => MassagerFaultKind.UncertainDelivery,
        },
        exception.Message);

    public static MassagerFault OfStopping(GattException exception) => new(
        exception.Failure switch
        {
            GattFailure.Unreachable => MassagerFaultKind.Connection,
            GattFailure.Refused => MassagerFaultKind.Refused,
            GattFailure.LinkLost or GattFailure.TimedOut => MassagerFaultKind.UncertainDelivery,
        },
        $"the motor may run: {exception.Message}");
}
