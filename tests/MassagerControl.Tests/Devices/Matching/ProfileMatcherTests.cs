using System.Collections.Immutable;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Profiles.Matching;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Devices.Matching;

public sealed class ProfileMatcherTests
{
    private static readonly GattUuid Own = new(Guid.Parse("5304fd32-e897-47f0-8788-0bd14878b567"));
    private static readonly GattUuid Everybodys = GattUuid.FromShort(0xFFE0);

    [Fact]
    public void Every_shipped_profile_finds_the_device_that_its_simulator_advertises()
    {
        var profiles = ProfileCatalog.Shipped().ReadAll().Profiles;
        var matcher = new ProfileMatcher(profiles);

        Assert.All(profiles.Where(profile => !profile.Match.Unknown), profile =>
        {
            using var device = new MassagerControl.Devices.Simulation.SimulatedPeripheral(profile, new(), TimeProvider.System);
            Assert.Contains(matcher.Match(device.Advertise()!).Candidates, candidate => candidate.Profile.Id == profile.Id);
        });
    }

    [Fact]
    public void A_profile_that_nobody_knows_the_advertisement_of_is_never_a_candidate()
    {
        var profiles = ProfileCatalog.Shipped().ReadAll().Profiles;
        var unknown = profiles.Where(profile => profile.Match.Unknown).ToArray();

        Assert.All(unknown, profile => Assert.DoesNotContain(
            new ProfileMatcher(profiles).Match(Called(profile.Name)).Candidates, candidate => candidate.Profile.Id == profile.Id));
    }

    [Theory]
    [InlineData("Massage Gun X2", "exact", "is called 'Massage Gun X2'")]
    [InlineData("Massage Gun Y", "prefix", "its name begins with 'Massage Gun'")]
    [InlineData("My Massage Gun", "piece", "its name contains 'Massage'")]
    public void A_whole_name_is_better_than_its_beginning_and_that_than_a_piece(string name, string profile, string reason)
    {
        var matcher = Matcher(
            ("exact", Rules(names: [new(NameComparison.Exact, "Massage Gun X2")])),
            ("prefix", Rules(names: [new(NameComparison.Prefix, "Massage Gun")])),
            ("piece", Rules(names: [new(NameComparison.Contains, "Massage")])));

        var result = matcher.Match(Called(name));

        Assert.Equal((profile, false), (result.Chosen?.Profile.Id, result.Ambiguous));
        Assert.Equal([reason], result.Chosen!.Reasons.Select(one => one.Text));
    }

    [Theory]
    [InlineData("TheraGun")]
    [InlineData("TheraGun  ")]
    [InlineData("theragun\0\0")]
    [InlineData("THERAGUN \0 ")]
    public void Case_and_what_fills_a_name_up_do_not_count(string name)
    {
        var result = Matcher(("gun", Rules(names: [new(NameComparison.Exact, "TheraGun ")]))).Match(Called(name));

        Assert.Equal("gun", result.Chosen?.Profile.Id);
        Assert.Equal("gun", Matcher(("gun", Rules(names: [new(NameComparison.Prefix, "tHERAG")]))).Match(Called(name)).Chosen?.Profile.Id);
        Assert.Equal("gun", Matcher(("gun", Rules(names: [new(NameComparison.Contains, "RAGUN")]))).Match(Called(name)).Chosen?.Profile.Id);
    }

    [Theory]
    [InlineData("TheraGun 2")]
    [InlineData(" TheraGun")]
    [InlineData("TheraGu")]
    [InlineData("\0")]
    public void Another_name_stays_another_name(string name) =>
        Assert.Empty(Matcher(("gun", Rules(names: [new(NameComparison.Exact, "TheraGun")]))).Match(Called(name)).Candidates);

    [Fact]
    public void Names_that_differ_only_in_case_are_for_a_person_to_decide()
    {
        var matcher = Matcher(("one", Rules(names: [new(NameComparison.Exact, "THERAGUN")])), ("two", Rules(names: [new(NameComparison.Exact, "TheraGun")])));

        Assert.True(matcher.Match(Called("TheraGun")).Ambiguous);
    }

    [Fact]
    public void A_longer_beginning_is_better_than_a_shorter_one()
    {
        var matcher = Matcher(("short", Rules(names: [new(NameComparison.Prefix, "Ball")])), ("long", Rules(names: [new(NameComparison.Prefix, "Ball Pro")])));

        Assert.Equal(["long", "short"], matcher.Match(Called("Ball Pro 2")).Candidates.Select(candidate => candidate.Profile.Id));
    }

    [Fact]
    public void An_excluded_name_takes_a_profile_out_whatever_else_fits()
    {
        var matcher = Matcher(("bed", Rules(names: [new(NameComparison.Prefix, "Bed")], excluded: [new(NameComparison.Contains, "Lamp")], services: [new(Own)])));

        Assert.Single(matcher.Match(Called("Bed 1")).Candidates);
        Assert.Empty(matcher.Match(Called("Bed Lamp") with { Services = [Own] }).Candidates);
    }

    [Theory]
    [InlineData("03 01 FF", true)]
    [InlineData("03 0F FF", true)]
    [InlineData("03 21 FF", false)]
    [InlineData("04 01 FF", false)]
    [InlineData("03", false)]
    public void Manufacturer_data_is_compared_at_its_place_under_its_mask(string data, bool fits)
    {
        var matcher = Matcher(("gun", Rules(companies: [new(0x496E, 0, [0x03, 0x00], [0xFF, 0xF0])])));

        var result = matcher.Match(Called(null) with { ManufacturerData = Data(0x496E, data) });

        Assert.Equal(fits ? ["its manufacturer data is of company 0x496E with 03 00 at byte 0"] : [], result.Chosen?.Reasons.Select(reason => reason.Text) ?? []);
    }

    [Fact]
    public void Data_behind_an_offset_and_of_another_company_does_not_fit()
    {
        var matcher = Matcher(("gun", Rules(companies: [new(0x496E, 2, [0xAB], [])])));

        Assert.NotNull(matcher.Match(Called(null) with { ManufacturerData = Data(0x496E, "00 00 AB") }).Chosen);
        Assert.Null(matcher.Match(Called(null) with { ManufacturerData = Data(0x496E, "AB 00 00") }).Chosen);
        Assert.Null(matcher.Match(Called(null) with { ManufacturerData = Data(0x496F, "00 00 AB") }).Chosen);
    }

    [Fact]
    public void Name_data_and_service_add_up()
    {
        var matcher = Matcher(
            ("name", Rules(names: [new(NameComparison.Exact, "Gun Model One")])),
            ("both", Rules(names: [new(NameComparison.Exact, "Gun Model One")], services: [new(Everybodys)])));

        var result = matcher.Match(Called("Gun Model One") with { Services = [Everybodys] });

        Assert.Equal("both", result.Chosen?.Profile.Id);
        Assert.Equal(["is called 'Gun Model One'", "advertises the service 0000ffe0-0000-1000-8000-00805f9b34fb"], result.Chosen!.Reasons.Select(reason => reason.Text));
        Assert.Equal([120, 100], result.Candidates.Select(candidate => candidate.Score));
    }

    [Fact]
    public void Two_equally_good_profiles_are_for_a_person_to_decide()
    {
        var matcher = Matcher(("b", Rules(names: [new(NameComparison.Exact, "Gun Model One")])), ("a", Rules(names: [new(NameComparison.Exact, "Gun Model One")])));

        var result = matcher.Match(Called("Gun Model One"));

        Assert.True(result.Ambiguous);
        Assert.Null(result.Chosen);
        Assert.Equal(["a", "b"], result.Candidates.Select(candidate => candidate.Profile.Id));
    }

    [Fact]
    public void A_generic_name_or_a_common_service_is_unsure_until_the_device_was_asked()
    {
        var matcher = Matcher(
            ("generic", Rules(names: [new(NameComparison.Exact, "Pro")])),
            ("common", Rules(services: [new(Everybodys)])),
            ("squatted", Rules(companies: [new(0x005D, 0, [], [])])),
            ("telling", Rules(names: [new(NameComparison.Exact, "Elite")], services: [new(Own)])));

        Assert.True(matcher.Match(Called("Pro")).Chosen!.Unsure);
        Assert.True(matcher.Match(Called(null) with { Services = [Everybodys] }).Chosen!.Unsure);
        Assert.True(matcher.Match(Called(null) with { ManufacturerData = Data(0x005D, "01") }).Chosen!.Unsure);
        Assert.False(matcher.Match(Called("Elite") with { Services = [Own] }).Chosen!.Unsure);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Pr")]
    [InlineData("Something else")]
    public void Nothing_that_fits_is_no_candidate(string? name)
    {
        var result = Matcher(("generic", Rules(names: [new(NameComparison.Exact, "Pro")]))).Match(Called(name));

        Assert.Empty(result.Candidates);
        Assert.Null(result.Chosen);
        Assert.False(result.Ambiguous);
    }

    private static ProfileMatcher Matcher(params (string Id, MatchRules Rules)[] profiles)
    {
        var profile = ProfileReader.Parse("small.json", ProfileText.Small).Value!;
        return new(profiles.Select(entry => (profile with { Id = entry.Id }, entry.Rules)));
    }

    private static MatchRules Rules(NameRule[]? names = null, NameRule[]? excluded = null, CompanyRule[]? companies = null, ServiceRule[]? services = null) =>
        new([.. names ?? []], [.. excluded ?? []], [.. companies ?? []], [.. services ?? []]);

    private static Advertisement Called(string? name) => new("", name, null);

    private static ImmutableDictionary<ushort, ImmutableArray<byte>> Data(ushort company, string hex) =>
        ImmutableDictionary<ushort, ImmutableArray<byte>>.Empty.Add(company, [.. Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal))]);
}
