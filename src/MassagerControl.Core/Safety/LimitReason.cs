namespace MassagerControl.Core.Safety;

/// <summary>One reason why an output is lower than asked for.</summary>
/// <param name="Rule">The rule's name, e.g. <c>rating-cap</c>.</param>
/// <param name="Cap">What the rule allows.</param>
/// <param name="Reason">For the person, in plain words.</param>
public sealed record LimitReason(string Rule, Intensity Cap, Phrase Reason);
