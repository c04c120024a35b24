namespace MassagerControl.Devices.Conformance;

/// <summary>One line of a report.</summary>
/// <param name="Id">Of the check; never changes its meaning. docs/conformance.md explains each.</param>
/// <param name="Rule">What must hold.</param>
/// <param name="Expected">What the check looks for.</param>
/// <param name="Got">What it saw, in a few words.</param>
/// <param name="Sentence">For the author of the profile: what it means and what to do.</param>
public sealed record ConformanceLine(string Id, string Rule, string Expected, string Got, Severity Severity, string Sentence);
