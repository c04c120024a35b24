namespace MassagerControl.Devices.Conformance;

/// <summary>One check of the suite.</summary>
/// <param name="Id">Lower case, <c>group.what</c>; never changes its meaning.</param>
/// <param name="Rule">What must hold.</param>
/// <param name="Expected">What it looks for.</param>
internal sealed record ConformanceCheck(string Id, string Rule, string Expected, Func<CheckBench, Task<Finding>> RunAsync)
{
    /// <summary>When it fails nothing else can be tried.</summary>
    public bool Decides { get; init; }

    /// <summary>It runs all the same then, because it says why. It never runs a motor.</summary>
    public bool Explains { get; init; }
}
