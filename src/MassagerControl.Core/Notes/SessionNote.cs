using System.Collections.Immutable;

namespace MassagerControl.Core.Notes;

/// <summary>What a person says of a session afterwards, as far as they like.</summary>
/// <param name="Text">Empty where nothing was written.</param>
/// <param name="Tags">Ids of <see cref="SessionTags"/> in their order, then the person's own words.</param>
public sealed record SessionNote(string Text, ImmutableArray<string> Tags)
{
    public const int LongestText = 500;
    public const int MostTags = 12;
    public const int LongestTag = 30;

    public static SessionNote Nothing { get; } = new("", []);

    public bool IsEmpty => Text.Length == 0 && Tags.IsEmpty;

    /// <summary>Tidies what was typed: spaces at the ends, words that are there twice, the order.</summary>
    /// <returns>The note; or every reason why it is none.</returns>
    public static (SessionNote? Note, ImmutableArray<Phrase> Reasons) Of(string text, IEnumerable<string> tags)
    {
        string[] words = [.. tags.Select(tag => tag.Trim()).Where(tag => tag.Length > 0).Distinct(StringComparer.Ordinal).Take(MostTags + 1)];
        var note = new SessionNote(text.Trim(), [.. SessionTags.All.Select(tag => tag.Id).Where(words.Contains), .. words.Where(word => SessionTags.Find(word) is null)]);
        ImmutableArray<Phrase> reasons = [.. note.Problems()];
        return reasons.IsEmpty ? (note, []) : (null, reasons);
    }

    private IEnumerable<Phrase> Problems()
    {
        if (Text.Length > LongestText)
            yield return Phrase.Of($"the note has {Text.Length} characters; at most {LongestText}");
        if (Text.Any(letter => char.IsControl(letter) && letter != '\n'))
            yield return "the note has signs that are no text";
        if (Tags.Length > MostTags)
            yield return Phrase.Of($"more than {MostTags} tags");
        foreach (var own in Tags.Where(tag => SessionTags.Find(tag) is null && !IsWord(tag)))
            yield return Phrase.Of($"'{Shown(own)}' is no tag: at most {LongestTag} letters, digits, spaces and hyphens, and a letter or digit first");
        foreach (var tag in Tags.Select(SessionTags.Find).Where(tag => tag?.Not is { } not && Tags.Contains(not) && string.CompareOrdinal(tag.Id, not) < 0))
            yield return Phrase.Of($"{tag!.Id} and {tag.Not}: one of them at a time");
    }

    // What begins with a letter or a digit is no formula for any table, and no option for any command.
    private static bool IsWord(string tag) => tag.Length <= LongestTag && char.IsLetterOrDigit(tag[0]) && tag.All(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '-' or '\'' or '’');

    private static string Shown(string tag) => string.Concat(tag.Take(LongestTag).Select(letter => char.IsControl(letter) ? '?' : letter));
}
