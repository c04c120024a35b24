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
    private string? _text;

    public PhraseInterpolatedStringHandler(int literalLength, int formattedCount) => _pieces = formattedCount == 0 ? [] : new PhrasePiece[formattedCount];

    public void AppendLiteral(string text) => _text += text;

    public void AppendFormatted<T>(T value, string? format = null) => (_pieces[_count++], _text) = (new(_text, value, format), null);

    internal readonly Phrase ToPhrase() => new(_pieces, _text ?? "");
}
