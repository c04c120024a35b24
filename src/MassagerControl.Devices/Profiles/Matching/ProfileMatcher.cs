using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Devices.Profiles.Matching;

/// <summary>Says which profiles an advertisement fits, how well and why. It never guesses: equal scores are for a person to decide.</summary>
/// <remarks>Immutable; safe from any thread. The time of a match does not grow with the number of profiles that do not fit.</remarks>
public sealed class ProfileMatcher
{
    // A shorter name than this ("Pro", "Elite") is no proof: many devices that are no massagers are called so.
    private const int TellingName = 8;

    private readonly ImmutableArray<(DeviceProfile Profile, MatchRules Rules)> _profiles;
    private readonly TextIndex _whole = new();
    private readonly TextIndex _prefixes = new();
    private readonly TextIndex _pieces = new();
    private readonly Dictionary<ushort, List<(int Profile, CompanyRule Rule)>> _companies = [];
    private readonly Dictionary<GattUuid, List<(int Profile, ServiceRule Rule)>> _services = [];

    public ProfileMatcher(IEnumerable<DeviceProfile> profiles)
        : this(profiles.Select(profile => (profile, MatchRules.Of(profile))))
    {
    }

    internal ProfileMatcher(IEnumerable<(DeviceProfile Profile, MatchRules Rules)> profiles)
    {
        _profiles = [.. profiles];
        for (var i = 0; i < _profiles.Length; i++)
            Index(i, _profiles[i].Rules);
    }

    public MatchResult Match(Advertisement advertisement)
    {
        var evidence = new Dictionary<int, Evidence>();
        Names(advertisement.Name, evidence);
        foreach (var (company, data) in advertisement.ManufacturerData)
            foreach (var (profile, rule) in _companies.GetValueOrDefault(company) ?? [])
                if (rule.Fits(data))
                    Of(evidence, profile).Company = Better(Of(evidence, profile).Company, rule, static rule => rule.Score);
        foreach (var service in advertisement.Services)
            foreach (var (profile, rule) in _services.GetValueOrDefault(service) ?? [])
                Of(evidence, profile).Service = Better(Of(evidence, profile).Service, rule, static rule => rule.Score);
        return evidence.Count == 0 ? MatchResult.None : new(
        [
            .. evidence.Where(found => !_profiles[found.Key].Rules.Excludes(advertisement.Name))
                .Select(found => found.Value.Candidate(_profiles[found.Key].Profile))
                .OrderByDescending(candidate => candidate.Score)
                .ThenBy(candidate => candidate.Profile.Id, StringComparer.Ordinal),
        ]);
    }

    private void Names(string? name, Dictionary<int, Evidence> evidence)
    {
        if (string.IsNullOrEmpty(name))
            return;
        _whole.FindWhole(NameRule.Whole(name), Found);
        _prefixes.FindPrefixes(name, Found);
        _pieces.FindPieces(name, Found);

        void Found(int profile, NameRule rule) => Of(evidence, profile).Name = Better(Of(evidence, profile).Name, rule, static rule => rule.Score);
    }

    private void Index(int profile, MatchRules rules)
    {
        foreach (var rule in rules.Names)
            (rule.How switch { NameComparison.Exact => _whole, NameComparison.Prefix => _prefixes, NameComparison.Contains => _pieces })
                .Add(profile, rule, rule.How == NameComparison.Exact ? NameRule.Whole(rule.Text).ToString() : rule.Text);
        foreach (var rule in rules.Companies)
            ListOf(_companies, rule.Company).Add((profile, rule));
        foreach (var rule in rules.Services)
            ListOf(_services, rule.Service).Add((profile, rule));
    }

    private static List<TItem> ListOf<TKey, TItem>(Dictionary<TKey, List<TItem>> lists, TKey key)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
            lists.Add(key, list = []);
        return list;
    }

    private static Evidence Of(Dictionary<int, Evidence> evidence, int profile)
    {
        if (!evidence.TryGetValue(profile, out var found))
            evidence.Add(profile, found = new Evidence());
        return found;
    }

    private static T Better<T>(T? known, T found, Func<T, int> scoreOf)
        where T : class => known is null || scoreOf(found) > scoreOf(known) ? found : known;

    /// <summary>The best that was found for one profile, of each kind.</summary>
    private sealed class Evidence
    {
        public NameRule? Name { get; set; }

        public CompanyRule? Company { get; set; }

        public ServiceRule? Service { get; set; }

        private bool Telling =>
            Name is { How: not NameComparison.Contains, Text.Length: >= TellingName } || Company is { SaysLittle: false } || Service is { SaysLittle: false };

        public MatchCandidate Candidate(DeviceProfile profile) => new(
            profile,
            (Name?.Score ?? 0) + (Company?.Score ?? 0) + (Service?.Score ?? 0),
            [.. new[] { Name?.Reason, Company?.Reason, Service?.Reason }.OfType<Phrase>()],
            Unsure: !Telling);
    }
}
