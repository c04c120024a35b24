namespace MassagerControl.Core.Areas;

/// <summary>Where something about a place is said.</summary>
/// <param name="Title">Of the article, book or paper.</param>
/// <param name="Says">What it says, in our words.</param>
public sealed record AreaSource(string Title, Phrase Says);
