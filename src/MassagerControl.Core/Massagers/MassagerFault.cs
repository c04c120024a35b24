namespace MassagerControl.Core.Massagers;

/// <summary>What went wrong with a device, by what the caller can do about it.</summary>
public enum MassagerFaultKind
{
    /// <summary>No link could be made, or it is gone.</summary>
    Connection,

    /// <summary>The device answered with something that makes no sense, or is not the device that the profile describes.</summary>
    Communication,

    /// <summary>The device said no. Its output is what it was before.</summary>
    Refused,

    /// <summary>Sent, but nobody knows whether it arrived: the motor may run.</summary>
    UncertainDelivery,
}

/// <summary>One typed fault of a device.</summary>
public sealed record MassagerFault(MassagerFaultKind Kind, Phrase Detail)
{
    /// <summary>What happened, without a word about the motor: for whoever tells later, when that is known.</summary>
    public Phrase Cause { get; private init; } = Detail;

    /// <summary>One whose detail speaks of a motor nobody knows to be off. True only until off is confirmed.</summary>
    public static MassagerFault MayRun(MassagerFaultKind kind, Phrase cause) => new(kind, $"the motor may run: {cause}") { Cause = cause };
}
