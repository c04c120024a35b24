using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace MassagerControl.Core;

/// <summary>Takes an interpolated string apart for <see cref="Phrase.Of"/>; called by the compiler.</summary>
[InterpolatedStringHandler]
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct PhraseInterpolatedStringHandler
{
    private readonly PhrasePiece[] _pieces;
    private int _count;

    public PhraseInterpolatedStringHandler(int literalLength, int formattedCount) =>
        // Between two holes there may be text, and before the first and after the last.
        _pieces = new PhrasePiece[(literalLength == 0 ? 0 : formattedCount + 1) + formattedCount];

    public void AppendLiteral(string text) => _pieces[_count++] = PhrasePiece.Literal(text);

    public void AppendFormatted<T>(T value, string? format = null) => _pieces[_count++] = PhrasePiece.Hole(value, format);

    internal readonly Phrase ToPhrase() => new(_count == _pieces.Length ? _pieces : _pieces[.._count]);
}
