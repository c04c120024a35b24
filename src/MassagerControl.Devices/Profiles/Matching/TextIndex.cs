namespace MassagerControl.Devices.Profiles.Matching;

/// <summary>Finds the rules whose text stands at a place of a name, without comparing every one of them.</summary>
internal sealed class TextIndex
{
    private readonly Dictionary<string, List<(int Profile, NameRule Rule)>> _rules = new(StringComparer.OrdinalIgnoreCase);
    private readonly SortedSet<int> _lengths = [];

    /// <param name="text">What is looked for.</param>
    public void Add(int profile, NameRule rule, string text)
    {
        if (!_rules.TryGetValue(text, out var rules))
            _rules.Add(text, rules = []);
        rules.Add((profile, rule));
        _lengths.Add(text.Length);
    }

    public void FindWhole(ReadOnlySpan<char> name, Action<int, NameRule> found) => Look(name, found);

    /// <summary>Every rule whose text the name begins with.</summary>
    public void FindPrefixes(ReadOnlySpan<char> name, Action<int, NameRule> found)
    {
        foreach (var length in _lengths)
        {
            if (length > name.Length)
                return;
            Look(name[..length], found);
        }
    }

    /// <summary>Every rule whose text is somewhere in the name; more than once where it is there more than once.</summary>
    public void FindPieces(ReadOnlySpan<char> name, Action<int, NameRule> found)
    {
        for (var at = 0; at < name.Length && _lengths.Count > 0; at++)
            FindPrefixes(name[at..], found);
    }

    private void Look(ReadOnlySpan<char> text, Action<int, NameRule> found)
    {
        if (_rules.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var rules))
            foreach (var (profile, rule) in rules)
                found(profile, rule);
    }
}
