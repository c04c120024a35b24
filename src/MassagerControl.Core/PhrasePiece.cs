namespace MassagerControl.Core;

/// <summary>A piece of a phrase: text that a translation replaces, or a hole and what stands in it.</summary>
internal readonly record struct PhrasePiece(object? Value, string? Specifier, bool IsHole)
{
    public static PhrasePiece Literal(string text) => new(text, null, false);

    /// <param name="specifier">How a number or a moment is written, e.g. <c>0.##</c>; null as usual.</param>
    public static PhrasePiece Hole(object? value, string? specifier = null) => new(value, specifier, true);
}
