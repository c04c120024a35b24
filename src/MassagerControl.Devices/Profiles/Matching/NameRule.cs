using MassagerControl.Core;

namespace MassagerControl.Devices.Profiles.Matching;

/// <summary>How a name is compared; upper and lower case are the same, and spaces and NULs at the end of a whole name do not count.</summary>
internal enum NameComparison
{
    Exact,
    Prefix,
    Contains,
}

/// <summary>A name that a device of the profile advertises.</summary>
internal sealed record NameRule(NameComparison How, string Text)
{
    public bool Fits(string name) => How switch
    {
        NameComparison.Exact => Whole(name).Equals(Whole(Text), StringComparison.OrdinalIgnoreCase),
        NameComparison.Prefix => name.StartsWith(Text, StringComparison.OrdinalIgnoreCase),
        NameComparison.Contains => name.Contains(Text, StringComparison.OrdinalIgnoreCase),
    };

    /// <summary>Without what devices fill their names up with.</summary>
    public static ReadOnlySpan<char> Whole(ReadOnlySpan<char> name) => name.TrimEnd(" \0");

    /// <summary>More for what says more: a whole name before its beginning before a piece of it, longer ones before shorter ones.</summary>
    public int Score => How switch
    {
        NameComparison.Exact => 100,
        NameComparison.Prefix => 60 + Math.Min(Text.Length, 20),
        NameComparison.Contains => 30 + Math.Min(Text.Length, 20),
    };

    public Phrase Reason => How switch
    {
        NameComparison.Exact => Phrase.Of($"is called '{Text}'"),
        NameComparison.Prefix => Phrase.Of($"its name begins with '{Text}'"),
        NameComparison.Contains => Phrase.Of($"its name contains '{Text}'"),
    };
}
