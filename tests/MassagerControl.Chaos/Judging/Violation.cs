namespace MassagerControl.Chaos.Judging;

/// <summary>A broken promise.</summary>
/// <param name="At">World time.</param>
internal sealed record Violation(TimeSpan At, string Rule, string What)
{
    public override string ToString() => FormattableString.Invariant($"{At.TotalSeconds:0.####} s: {Rule}: {What}");
}
