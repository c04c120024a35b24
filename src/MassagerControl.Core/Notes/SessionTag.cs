namespace MassagerControl.Core.Notes;

public enum TagGroup
{
    /// <summary>What may have brought the knot.</summary>
    Trigger,

    /// <summary>What the knot is like.</summary>
    Knot,
}

/// <summary>A word that a person can put on a session.</summary>
/// <param name="Id">The same in every language.</param>
/// <param name="Source">Titles of articles.</param>
/// <param name="Not">The id of the tag that says the opposite, or null.</param>
public sealed record SessionTag(string Id, TagGroup Group, Phrase Name, string Source, string? Not = null);
