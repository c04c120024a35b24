using MassagerControl.Runtime.Texts;
namespace MassagerControl.App.Terminal;

/// <summary>A piece of a line; every character takes one cell.</summary>
internal readonly record struct Span(string Text, Tone Tone);
