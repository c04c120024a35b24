namespace MassagerControl.Radio.BlueZ.Bus;

/// <summary>Why something over the message bus failed.</summary>
internal enum BusFailure
{
    /// <summary>No message bus answers at the address.</summary>
    NoBus,

    /// <summary>The connection to the bus ended; what was sent may or may not have arrived.</summary>
    Lost,

    /// <summary>Nobody on the bus has the name, or its owner left before it answered.</summary>
    NoOwner,

    /// <summary>No answer in time; what was sent may or may not have arrived.</summary>
    TimedOut,

    /// <summary>An error was answered; see <see cref="BusException.ErrorName"/>.</summary>
    Refused,

    /// <summary>An answer that cannot be used: too large, or from a stranger.</summary>
    Malformed,
}

/// <summary>The one exception of the bus layer.</summary>
internal sealed class BusException(BusFailure failure, string detail, string? errorName = null) : Exception(detail)
{
    public BusFailure Failure { get; } = failure;

    /// <summary>The D-Bus name of the error that was answered; null where none was.</summary>
    public string? ErrorName { get; } = errorName;
}
