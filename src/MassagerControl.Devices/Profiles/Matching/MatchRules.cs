using System.Collections.Immutable;

namespace MassagerControl.Devices.Profiles.Matching;

/// <summary>What the recognition of one profile asks for, ready to be compared.</summary>
internal sealed record MatchRules(
    ImmutableArray<NameRule> Names,
    ImmutableArray<NameRule> Excluded,
    ImmutableArray<CompanyRule> Companies,
    ImmutableArray<ServiceRule> Services)
{
    public static MatchRules Of(DeviceProfile profile) =>
        new([.. profile.Match.Names.Select(name => new NameRule(NameComparison.Exact, name))], [], [], []);

    public bool Excludes(string? name) => name is not null && Excluded.Any(rule => rule.Fits(name));
}
