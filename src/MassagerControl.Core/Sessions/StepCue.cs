namespace MassagerControl.Core.Sessions;

/// <summary>What a person is told at a moment of a step, such as where to move the arm.</summary>
/// <param name="At">Since the step, or the press, began.</param>
/// <param name="Say">As the program's file says it.</param>
/// <param name="Rep">1-based: said in that rep only; null: in each.</param>
public sealed record StepCue(TimeSpan At, string Say, int? Rep = null);
