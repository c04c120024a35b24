namespace MassagerControl.Runtime.Reach;

/// <summary>Somebody does not wait until a motor is confirmed off, as with Ctrl-C.</summary>
/// <param name="Once">From then on the stop is tried for a moment more.</param>
/// <param name="Twice">From then on nothing is waited for.</param>
public readonly record struct Interruption(CancellationToken Once, CancellationToken Twice);
