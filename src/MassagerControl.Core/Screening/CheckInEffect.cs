using System.Collections.Immutable;

namespace MassagerControl.Core.Screening;

/// <summary>Where a number comes from.</summary>
public enum NumberBasis
{
    /// <summary>It stands in a source that the question names.</summary>
    Source,

    /// <summary>This project's own choice.</summary>
    Project,
}

/// <summary>A number that says where it comes from.</summary>
public sealed record BasedNumber(double Value, NumberBasis Basis);

/// <summary>What follows when an answer counts.</summary>
/// <param name="Reason">For the person, in plain words.</param>
public abstract record CheckInEffect(string Reason);

/// <summary>No session; the person should call for help at once.</summary>
public sealed record EmergencyEffect(string Reason) : CheckInEffect(Reason);

/// <summary>No session, anywhere.</summary>
public sealed record RefuseEffect(string Reason) : CheckInEffect(Reason);

/// <summary>Gentler: at least one of the three is there.</summary>
/// <param name="Ceiling">Percent.</param>
/// <param name="Press">The longest press, in seconds.</param>
/// <param name="NotAreas">Ids of areas that stay closed, both sides.</param>
public sealed record LowerEffect(string Reason, BasedNumber? Ceiling, BasedNumber? Press, ImmutableArray<string> NotAreas) : CheckInEffect(Reason);

/// <summary>No session at this place.</summary>
public sealed record LockAreaEffect(string Reason) : CheckInEffect(Reason);

/// <summary>The session starts lower than it usually would.</summary>
/// <param name="Cap">Percent; a device whose lowest level lies above it starts at that level.</param>
public sealed record LowStartEffect(string Reason, BasedNumber Cap) : CheckInEffect(Reason);

/// <summary>The session may run; the person should see a doctor. Shown once.</summary>
/// <param name="Kind">Under which name it is remembered that it was shown.</param>
public sealed record AdviseEffect(string Reason, string Kind) : CheckInEffect(Reason);
