namespace MassagerControl.Core;

/// <summary>A piece of a phrase: text that a translation replaces, and the hole behind it with what stands in it.</summary>
/// <param name="Before">Null where the hole comes first or straight after another.</param>
/// <param name="Specifier">How a number or a moment is written, e.g. <c>0.##</c>; null as usual.</param>
internal readonly record struct PhrasePiece(string? Before, object? Value, string? Specifier);
