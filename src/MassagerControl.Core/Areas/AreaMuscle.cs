namespace MassagerControl.Core.Areas;

/// <summary>A muscle that lies at a place.</summary>
/// <param name="Fibres">Which way its fibres run, as <see cref="SourceTitles.Anatomy"/> has it; null where no source says it.</param>
public sealed record AreaMuscle(Phrase Name, Phrase? Fibres);
