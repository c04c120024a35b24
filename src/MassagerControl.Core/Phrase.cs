using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace MassagerControl.Core;

/// <summary>A sentence of this program, or a part of one: a format and what stands in its holes. Its text is English; other languages translate the format.</summary>
/// <remarks>
/// Immutable, for any thread. Text is made when it is asked for. A constant becomes a phrase by itself (<c>Phrase reason = "no link"</c>), one with
/// holes by <see cref="Of"/>, whatever is no sentence of ours by <see cref="Verbatim"/>. An argument is a number, a moment, a name or another phrase,
/// and never changes.
/// </remarks>
public sealed class Phrase : IEquatable<Phrase>
{
    /// <summary>Nothing is said.</summary>
    public static readonly Phrase Empty = new([], "");

    private readonly PhrasePiece[] _pieces;
    private readonly string _end;
    private string? _format;
    private string? _text;

    /// <param name="end">What stands behind the last hole.</param>
    internal Phrase(PhrasePiece[] pieces, string end) => (_pieces, _end) = (pieces, end);

    /// <summary>The sentence with numbered holes, as <see cref="string.Format(string, object?[])"/> knows them: <c>you rated {0}</c>. Names the phrase in every translation.</summary>
    public string Format => _format ??= ToFormat();

    /// <summary>What stands in the holes, in their order.</summary>
    public ImmutableArray<object?> Arguments => [.. _pieces.Select(static piece => piece.Value)];

    /// <summary>In English, the same on every machine: what logs, journals and files say.</summary>
    public string Text => _text ??= ToText();

    /// <param name="sentence">An interpolated string; its holes stay apart.</param>
    public static Phrase Of(PhraseInterpolatedStringHandler sentence) => sentence.ToPhrase();

    /// <summary>Text that is no sentence of this program and is the same in every language: a name, or what a file or a device says.</summary>
    public static Phrase Verbatim(string text) => new([new(null, text, null)], "");

    /// <param name="count">How many, from 0.</param>
    /// <param name="one">The word for one of them; the word for more has an s.</param>
    /// <returns><c>1 rep</c>, <c>2 reps</c>, <c>0 reps</c>; each form is a phrase of its own.</returns>
    public static Phrase Count(long count, string one) => new([new(null, count, null)], count == 1 ? $" {one}" : $" {one}s");

    public bool Equals(Phrase? other) => ReferenceEquals(this, other) || (other is not null && Format == other.Format && Arguments.SequenceEqual(other.Arguments));

    public override bool Equals(object? obj) => Equals(obj as Phrase);

    public override int GetHashCode() => Format.GetHashCode(StringComparison.Ordinal);

    /// <returns><see cref="Text"/>.</returns>
    public override string ToString() => Text;

    /// <summary>A sentence without holes. For constants only: a test sees to it.</summary>
    [return: NotNullIfNotNull(nameof(constant))]
    public static implicit operator Phrase?(string? constant) => constant is null ? null : new([], constant);

    public static bool operator ==(Phrase? left, Phrase? right) => left is null ? right is null : left.Equals(right);

    public static bool operator !=(Phrase? left, Phrase? right) => !(left == right);

    private string ToFormat()
    {
        if (_pieces.Length == 0)
            return Escaped(_end);
        var (format, hole) = (new StringBuilder(), 0);
        foreach (var piece in _pieces)
            format.Append(Escaped(piece.Before ?? "")).Append('{').Append(hole++).Append(piece.Specifier is null ? "" : ":").Append(piece.Specifier).Append('}');
        return format.Append(Escaped(_end)).ToString();
    }

    private string ToText()
    {
        if (_pieces.Length == 0)
            return _end;
        var text = new DefaultInterpolatedStringHandler(0, 0, CultureInfo.InvariantCulture, stackalloc char[256]);
        foreach (var piece in _pieces)
        {
            text.AppendFormatted(piece.Before);
            text.AppendFormatted(piece.Value, format: piece.Specifier);
        }
        text.AppendFormatted(_end);
        return text.ToStringAndClear();
    }

    private static string Escaped(string text) => text.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);
}
