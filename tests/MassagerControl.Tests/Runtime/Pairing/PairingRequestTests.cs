using System.Collections.Immutable;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Profiles.Matching;
using MassagerControl.Runtime.Pairing;
using MassagerControl.Tests.App.Terminal;

namespace MassagerControl.Tests.Runtime.Pairing;

public sealed class PairingRequestTests
{
    private static readonly DeviceProfile Solo = PairingBench.Shipped("therabody-wave-solo");
    private static readonly DeviceProfile Unknown = PairingBench.Shipped("merach-gun");
    private static readonly DeviceProfile Bed = PairingBench.Shipped("jensen-jmc400");

    [Fact]
    public void Whatever_fits_a_profile_is_an_option_the_strongest_first() => Assert.Equal(
        [("2", Solo.Id), ("1", Solo.Id)],
        Options(new(null, null), Called("WaveSolo", "1", -80), Called("WaveSolo", "2", -50), Called("Lamp", "3", -30)));

    [Theory]
    [InlineData("aa:bb")]
    [InlineData("WaveSolo")]
    [InlineData("wavesolo")]
    public void A_device_is_named_by_its_address_or_its_name(string target) => Assert.Equal(
        [("AA:BB", Solo.Id)], Options(new(target, null), Called("WaveSolo", "AA:BB", -80), Called("jmc400", "CC:DD", -50)));

    [Fact]
    public void A_named_device_that_fits_nothing_is_no_option_without_a_profile()
    {
        Assert.Empty(Options(new("Lamp", null), Called("Lamp", "1", -50)));
        Assert.Equal([("1", Solo.Id)], Options(new("Lamp", Solo), Called("Lamp", "1", -50)));
    }

    [Fact]
    public void A_profile_alone_takes_only_what_looks_like_it() => Assert.Equal(
        [("2", Solo.Id)], Options(new(null, Solo), Called("jmc400", "1", -50), Called("WaveSolo", "2", -80), Called("Lamp", "3", -30)));

    [Fact]
    public void A_profile_whose_advertisement_nobody_knows_may_be_any_device_that_is_none_of_the_others() => Assert.Equal(
        [("3", Unknown.Id)], Options(new(null, Unknown), Called("jmc400", "1", -50), Called("Lamp", "3", -30)));

    [Fact]
    public void Two_profiles_that_fit_equally_well_are_both_options()
    {
        var twin = Solo with { Id = "twin" };

        Assert.Equal([("1", Solo.Id), ("1", "twin")], Options([Solo, twin], new(null, null), Called("WaveSolo", "1", -50)));
    }

    [Fact]
    public void What_is_heard_comes_before_what_is_only_remembered_by_the_radio()
    {
        Assert.Equal([("2", Solo.Id)], Options(new(null, null), Called("WaveSolo", "1", null), Called("WaveSolo", "2", -90)));
        Assert.Equal([("1", Solo.Id)], Options(new(null, null), Called("WaveSolo", "1", null)));
    }

    [Fact]
    public void A_short_name_is_no_proof()
    {
        var option = new PairingRequest(null, null).OptionsIn(Seen([Bed], Called("jmc400", "1", -50))).Single();

        Assert.True(option.Unsure);
        Assert.Equal("its name begins with 'jmc400'", option.Why.Text);
    }

    private static Advertisement Called(string name, string address, int? rssi) => PairingBench.Called(name, address, rssi);

    private static (string, string)[] Options(PairingRequest wish, params Advertisement[] heard) => Options([Solo, Unknown, Bed], wish, heard);

    private static (string, string)[] Options(DeviceProfile[] profiles, PairingRequest wish, params Advertisement[] heard) =>
        [.. wish.OptionsIn(Seen(profiles, heard)).Select(option => (option.Sighting.Address, option.Profile.Id))];

    private static ImmutableArray<Sighting> Seen(DeviceProfile[] profiles, params Advertisement[] heard)
    {
        var table = new SightingTable(new ProfileMatcher(profiles), new HandTime());
        Array.ForEach(heard, table.Take);
        return table.All();
    }
}
