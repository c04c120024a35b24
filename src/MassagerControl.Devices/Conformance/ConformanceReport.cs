using System.Collections.Immutable;

namespace MassagerControl.Devices.Conformance;

/// <summary>What the suite found, one line for each check, in order.</summary>
/// <param name="Target">As the person named it, e.g. <c>sim:sim-percussion-gun</c>.</param>
/// <param name="Profile">Its id.</param>
public sealed record ConformanceReport(string Target, string Profile, ImmutableArray<ConformanceLine> Lines)
{
    /// <summary>At least one line is an error.</summary>
    public bool Failed => Count(Severity.Error) > 0;

    /// <summary>A link could be made as the profile says, with the motor off. Without one no check has told the motor to run.</summary>
    public bool LinkMade => !Lines.Any(line => line.Id == ConnectChecks.Links && line.Severity == Severity.Error);

    public int Count(Severity severity) => Lines.Count(line => line.Severity == severity);
}
