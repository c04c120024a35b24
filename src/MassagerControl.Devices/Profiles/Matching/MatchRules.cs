using System.Collections.Immutable;

namespace MassagerControl.Devices.Profiles.Matching;

/// <summary>What the recognition of one profile asks for, ready to be compared.</summary>
internal sealed record MatchRules(
    ImmutableArray<NameRule> Names,
    ImmutableArray<NameRule> Excluded,
    ImmutableArray<CompanyRule> Companies,
    ImmutableArray<ServiceRule> Services)
{
    public static MatchRules Of(DeviceProfile profile)
    {
        var match = profile.Match;
        return new(
            [
                .. match.Names.Select(name => new NameRule(NameComparison.Exact, name)),
                .. match.Prefixes.Select(prefix => new NameRule(NameComparison.Prefix, prefix)),
                .. match.Contains.Select(piece => new NameRule(NameComparison.Contains, piece)),
            ],
            [.. match.Excluded.Select(prefix => new NameRule(NameComparison.Prefix, prefix))],
            [.. match.Companies.Select(company => new CompanyRule(company.Company, company.Offset, company.Data, company.Mask))],
            [.. match.Services.Select(service => new ServiceRule(service))]);
    }

    public bool Excludes(string? name) => name is not null && Excluded.Any(rule => rule.Fits(name));
}
