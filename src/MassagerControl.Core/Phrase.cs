using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace MassagerControl.Core;

/// <summary>A sentence of this program, or a part of one: a format and what stands in its holes. Its text is English; other languages translate the format.</summary>
/// <remarks>
/// Immutable, for any thread. Text is made when it is asked for. A constant becomes a phrase by itself (<c>Phrase reason = "no link"</c>), and so does an
/// interpolated string (<c>Phrase reason = $"you rated {rating}"</c>, or with <see cref="Of"/> where its type must be said); whatever is no sentence of
/// ours becomes one by <see cref="Verbatim"/>. An argument is a number, a moment, a name or another phrase, and never changes.
/// </remarks>
[InterpolatedStringHandler]
public sealed class Phrase : IEquatable<Phrase>
{
    /// <summary>Nothing is said.</summary>
    public static readonly Phrase Empty = new([], "");

    private readonly PhrasePiece[] _pieces;
    private string _end;
    private int _made;
    private string? _format;
    private string? _text;

    /// <param name="end">What stands behind the last hole.</param>
    private Phrase(PhrasePiece[] pieces, string end) => (_pieces, _end, _made) = (pieces, end, pieces.Length);

    /// <summary>Called by the compiler, which then appends every part of an interpolated string before anybody has the phrase.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Phrase(int literalLength, int formattedCount)
        : this(formattedCount == 0 ? [] : new PhrasePiece[formattedCount], "") => _made = 0;

    /// <summary>The sentence with numbered holes, as <see cref="string.Format(string, object?[])"/> knows them: <c>you rated {0}</c>. Names the phrase in every translation.</summary>
    public string Format => _format ??= ToFormat();

    /// <summary>What stands in the holes, in their order.</summary>
    public ImmutableArray<object?> Arguments => [.. _pieces.Select(static piece => piece.Value)];

    /// <summary>In English, the same on every machine: what logs, journals and files say.</summary>
    public string Text => _text ??= ToText();

    /// <param name="sentence">An interpolated string; its holes stay apart.</param>
    public static Phrase Of(Phrase sentence) => sentence;

    /// <summary>One after the other, with this text between them.</summary>
    /// <param name="separator">No words: it is the same in every language.</param>
    public static Phrase Join(string separator, IEnumerable<Phrase> phrases) =>
        new([.. phrases.Select((phrase, index) => new PhrasePiece(index == 0 ? null : separator, phrase, null))], "");

    /// <summary>Called by the compiler.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void AppendLiteral(string text)
    {
        RefuseChange();
        _end += text;
    }

    /// <summary>Called by the compiler.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void AppendFormatted<T>(T value, string? format = null)
    {
        RefuseChange();
        _pieces[_made++] = new(_end.Length == 0 ? null : _end, value, format);
        _end = "";
    }

    /// <summary>Text that is no sentence of this program and is the same in every language: a name, or what a file or a device says.</summary>
    public static Phrase Verbatim(string text) => new([new(null, text, null)], "");

    /// <summary>Puts a phrase together that was taken apart into <see cref="Format"/> and <see cref="Arguments"/>, such as to be sent.</summary>
    /// <returns>Null where the format is none, or has other holes than there are arguments.</returns>
    public static Phrase? Restore(string format, ImmutableArray<object?> arguments)
    {
        var (pieces, literal) = (new List<PhrasePiece>(), new StringBuilder());
        for (var at = 0; at < format.Length; at++)
        {
            var doubled = format[at] is '{' or '}' && at + 1 < format.Length && format[at + 1] == format[at];
            if (format[at] is not ('{' or '}') || doubled)
                literal.Append(format[at]);
            else if (HoleAt(format, at) is { } hole && hole.Number == pieces.Count && pieces.Count < arguments.Length)
            {
                pieces.Add(new(literal.Length == 0 ? null : literal.ToString(), arguments[pieces.Count], hole.Specifier));
                literal.Clear();
                at = hole.End;
            }
            else
                return null;
            at += doubled ? 1 : 0;
        }
        return pieces.Count == arguments.Length ? new([.. pieces], literal.ToString()) : null;
    }

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

    private void RefuseChange()
    {
        if (_format is not null || _text is not null)
            throw new InvalidOperationException("A phrase that was read does not change.");
    }

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

    private static (int Number, string? Specifier, int End)? HoleAt(string format, int at)
    {
        var end = format.IndexOf('}', at);
        if (format[at] != '{' || end < 0)
            return null;
        var parts = format[(at + 1)..end].Split(':', 2);
        return int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (number, parts.ElementAtOrDefault(1), end) : null;
    }

    private static string Escaped(string text) => text.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);
}
