using System.Collections.Immutable;
using MassagerControl.Core.Screening;
using MassagerControl.Runtime.Runs;

namespace MassagerControl.Runtime.Intake;

/// <summary>What came of an order: <see cref="Admitted"/> or <see cref="Refused"/>.</summary>
public abstract record SessionAdmission;

/// <summary>The session may begin.</summary>
public sealed record Admitted(RunSetup Setup) : SessionAdmission;

/// <summary>The session may not begin.</summary>
/// <param name="Reasons">Every reason against it, one line each.</param>
public sealed record Refused(RefusalKind Kind, ImmutableArray<string> Reasons) : SessionAdmission
{
    /// <summary>The answers of the check-in may mean an emergency: told before everything else. Null where they do not.</summary>
    public PossibleEmergency? Emergency { get; init; }
}

/// <summary>What somebody answered who needs help, not a massage.</summary>
public sealed record PossibleEmergency(CheckInVerdict Verdict, CheckInQuestions Questions);
