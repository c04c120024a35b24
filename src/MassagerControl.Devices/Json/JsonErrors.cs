using System.Collections.Immutable;
using System.Text;
using MassagerControl.Core;

namespace MassagerControl.Devices.Json;

/// <summary>Collects the errors of one file, bounded however bad the file is.</summary>
internal sealed class JsonErrors(string file)
{
    private const int Most = 100;
    private const int LongestText = 400;

    private readonly ImmutableArray<FileError>.Builder _errors = ImmutableArray.CreateBuilder<FileError>();

    public void Add(string path, Phrase reason)
    {
        if (_errors.Count < Most)
            _errors.Add(new(file, OneLine(path), OneLine(reason)));
        else if (_errors.Count == Most)
            _errors.Add(new(file, "$", $"more than {Most} errors: the rest is not shown"));
    }

    public ImmutableArray<FileError> ToImmutable() => _errors.ToImmutable();

    // What stands in the holes may be text of the file.
    private static Phrase OneLine(Phrase reason) => OneLine(reason.Text) is var line && line == reason.Text ? reason : Phrase.Verbatim(line);

    /// <summary>Text of a file may hold anything; an error stays one printable line.</summary>
    internal static string OneLine(string text)
    {
        var line = new StringBuilder(Math.Min(text.Length, LongestText));
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, LongestText)))
            line.Append(char.IsControl(c) || char.IsSurrogate(c) ? '?' : c);
        return text.Length > LongestText ? line.Append('…').ToString() : line.ToString();
    }
}
