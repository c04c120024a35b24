using System.Collections.Immutable;

namespace MassagerControl.Core.Notes;

/// <summary>The tags that everybody has. What else somebody wants to say is a word of their own.</summary>
public static class SessionTags
{
    private const string Knots = "How To Massage Knots Out of Back? [Lower Back and Upper Back]";
    private const string ThreeWays = "3 Ways to Get Rid of Knots on the Back";
    private const string Someone = "How to Massage Knots Out of Someone’s Back";
    private const string Techniques = "Techniques to Alleviate Upper Back Muscle Knots";
    private const string Reduce = "How to Reduce Muscle Knot Pain With Massage";

    public static ImmutableArray<SessionTag> All { get; } =
    [
        new("desk", TagGroup.Trigger, "at a desk", $"{Knots}; {ThreeWays}; {Techniques}"),
        new("leaning", TagGroup.Trigger, "sat leaning to one side", Knots),
        new("mobile-device", TagGroup.Trigger, "looked at a phone or tablet", Techniques),
        new("driving", TagGroup.Trigger, "drove with the hands high on the wheel", Knots),
        new("bag", TagGroup.Trigger, "carried a heavy bag or backpack", $"{Knots}; {Techniques}"),
        new("lifting", TagGroup.Trigger, "lifted something heavy", $"{Knots}; {ThreeWays}"),
        new("pushing", TagGroup.Trigger, "pushed something heavy", Knots),
        new("overhead", TagGroup.Trigger, "worked overhead", Knots),
        new("repetitive", TagGroup.Trigger, "the same movement again and again", $"{Knots}; {Someone}"),
        new("one-leg", TagGroup.Trigger, "stood on one leg for long", Knots),
        new("breathing", TagGroup.Trigger, "breathed heavily, from sport or an illness", Knots),
        new("weak-muscles", TagGroup.Trigger, "weak hips or belly", Knots),
        new("stress", TagGroup.Trigger, "stress", $"{Someone}; {Techniques}"),
        new("active", TagGroup.Knot, "hurts at rest too", Someone, Not: "latent"),
        new("latent", TagGroup.Knot, "hurts only under pressure", Someone, Not: "active"),
        new("superficial", TagGroup.Knot, "lies near the surface", Knots, Not: "deep"),
        new("deep", TagGroup.Knot, "lies deep", Knots, Not: "superficial"),
        new("bump", TagGroup.Knot, "a bump can be felt", $"{Someone}; {Reduce}"),
        new("twitch", TagGroup.Knot, "it twitches under the finger", Reduce),
        new("spreads", TagGroup.Knot, "spreads to a place nearby", $"{Knots}; {ThreeWays}"),
    ];

    /// <returns>Null when there is no such tag.</returns>
    public static SessionTag? Find(string id) => All.FirstOrDefault(tag => tag.Id == id);

    /// <returns>The tag in words; a person's own word as it is.</returns>
    public static Phrase Name(string id) => Find(id)?.Name ?? Phrase.Verbatim(id);
}
