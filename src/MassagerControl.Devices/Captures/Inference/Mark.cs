namespace MassagerControl.Devices.Captures.Inference;

/// <summary>What a person did and when.</summary>
/// <param name="At">Since the capture began.</param>
/// <param name="Number">Of a level or of the battery; 0 for other marks.</param>
public sealed record Mark(TimeSpan At, MarkKind Kind, int Number, string Text);
