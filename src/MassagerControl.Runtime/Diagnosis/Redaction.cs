using System.Text.RegularExpressions;

namespace MassagerControl.Runtime.Diagnosis;

/// <summary>Replaces what names a person, a computer or a device, the same one always by the same word.</summary>
/// <param name="names">What else must not be read, each with the kind of word that stands for it.</param>
public sealed partial class Redaction(IEnumerable<(string Name, string Kind)> names)
{
    private readonly Dictionary<string, string> _words = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> _counts = [];

    // The longest first: one may be part of another.
    private readonly (string Name, string Kind)[] _names = [.. names.Where(name => name.Name.Length > 1).Distinct().OrderByDescending(name => name.Name.Length)];

    public string Apply(string text)
    {
        var replaced = Address().Replace(text, match => WordFor(match.Value.Replace('-', ':').Replace('_', ':'), "address"));
        foreach (var (name, kind) in _names)
            replaced = Regex.Replace(replaced, $@"(?<![\p{{L}}\p{{N}}]){Regex.Escape(name)}(?![\p{{L}}\p{{N}}])", _ => WordFor(name, kind), RegexOptions.IgnoreCase);
        return replaced;
    }

    private string WordFor(string text, string kind)
    {
        if (_words.TryGetValue(text, out var word))
            return word;
        var number = _counts[kind] = _counts.GetValueOrDefault(kind) + 1;
        return _words[text] = FormattableString.Invariant($"{kind}-{number}");
    }

    [GeneratedRegex("(?<![0-9A-Fa-f])(?:[0-9A-Fa-f]{2}[:_-]){5}[0-9A-Fa-f]{2}(?![0-9A-Fa-f])")]
    private static partial Regex Address();
}
