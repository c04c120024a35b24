using MassagerControl.Core;
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
        Detail(exception));

    /// <summary>The level may have arrived although nobody said so.</summary>
    public static MassagerFault OfSending(GattException exception) => new(
        exception.Failure switch
        {
            GattFailure.Unreachable => MassagerFaultKind.Connection,
            GattFailure.Refused => MassagerFaultKind.Refused,
            GattFailure.LinkLost or GattFailure.TimedOut => MassagerFaultKind.UncertainDelivery,
        },
        Detail(exception));

    public static MassagerFault OfStopping(GattException exception) => MassagerFault.MayRun(
        exception.Failure switch
        {
            GattFailure.Unreachable => MassagerFaultKind.Connection,
            GattFailure.Refused => MassagerFaultKind.Refused,
            GattFailure.LinkLost or GattFailure.TimedOut => MassagerFaultKind.UncertainDelivery,
        },
        Detail(exception));

    /// <param name="doubt">Why its services may be others after all; null where they are not.</param>
    public static MassagerException OfMisfit(Phrase detail, Phrase? doubt) => doubt is null
        ? new(MassagerFaultKind.Communication, detail)
        : new(new MassagerFault(MassagerFaultKind.Communication, $"{detail}. {doubt}"), new GattException(GattFailure.Refused, detail) { Advice = doubt });

    public static Phrase Words(Exception exception) => exception switch
    {
        GattException failed => failed.Words,
        MassagerException failed => failed.Fault.Detail,
        _ => Phrase.Verbatim(exception.Message),
    };

    /// <summary>What went wrong, and what a person can do about it where somebody knows.</summary>
    private static Phrase Detail(GattException exception) => exception switch
    {
        { Advice: { } advice } => Phrase.Of($"{exception.Words}. {advice}"),
        { WantsBond: true } => Phrase.Of($"{exception.Words}: the device wants to be bonded with first"),
        _ => exception.Words,
    };
}
