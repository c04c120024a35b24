using System.Collections.Immutable;

namespace MassagerControl.Runtime.Intake;

/// <summary>What the limits and the past say of a session before anybody is asked anything; the check-in may say more.</summary>
/// <param name="Against">Every reason against it, one line each; empty where it may go on to the check-in.</param>
/// <param name="Notes">What the person should know, such as what is shortened and why.</param>
public sealed record SessionForecast(ImmutableArray<string> Against, ImmutableArray<string> Notes);
