using System.Collections.Immutable;
using System.Text;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Simulation;
using MassagerControl.Radio.BlueZ.Peripheral;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Radio.BlueZ.Peripheral;

public sealed class AdvertisedDataTests
{
    private static readonly GattUuid Long = new(new Guid("e0eb1905-64fa-4e70-b6ff-e0d7be4c3a36"));

    [Fact]
    public void What_fits_goes_into_one()
    {
        var page = Assert.Single(AdvertisedData.Split(Advertising([Long], (0x496E, 4))));

        Assert.Equal([Long], page.Services);
        Assert.Equal(4, page.Companies[0x496E].Length);
    }

    // 2 + 16 bytes for the UUID, 4 + 6 for the manufacturer: 28 are left beside the flags.
    [Theory]
    [InlineData(6, 1)]
    [InlineData(7, 2)]
    public void What_does_not_fit_goes_into_the_next(int length, int pages)
    {
        var split = AdvertisedData.Split(Advertising([Long], (0x496E, length)));

        Assert.Equal(pages, split.Length);
        Assert.Equal(Long, Assert.Single(split.SelectMany(page => page.Services)));
        Assert.Equal(length, Assert.Single(split.SelectMany(page => page.Companies)).Value.Length);
    }

    [Fact]
    public void Short_UUIDs_take_two_bytes_each()
    {
        var services = Enumerable.Range(0xFE00, 13).Select(number => GattUuid.FromShort((ushort)number)).ToArray();

        Assert.Single(AdvertisedData.Split(Advertising(services)));
        Assert.Equal(2, AdvertisedData.Split(Advertising([.. services, GattUuid.FromShort(0xFEFF)])).Length);
    }

    [Fact]
    public void A_manufacturer_that_says_more_than_any_advertisement_holds_is_refused() =>
        Assert.Throws<ArgumentException>(() => AdvertisedData.Split(Advertising([], (1, 25))));

    [Theory]
    [InlineData("SIM Percussion Gun", "SIM Percussion Gun")]
    [InlineData("A massager whose name is far too long", "A massager whose name is far ")]
    [InlineData("äääääääääääääää", "ääääääääääääää")]
    [InlineData("a💆💆💆💆💆💆💆💆", "a💆💆💆💆💆💆💆")]
    public void A_name_is_cut_to_what_there_is_room_for(string name, string expected)
    {
        Assert.Equal(expected, AdvertisedData.Shorten(name));
        Assert.InRange(Encoding.UTF8.GetByteCount(expected), 1, 29);
    }

    public static TheoryData<string> Shipped => [.. ProfileCatalog.Shipped().Ids()];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Every_shipped_profile_can_be_advertised(string id) =>
        Assert.NotEmpty(AdvertisedData.Split(SimulatedAdvertisement.Of(SimulatedRig.Shipped(id))));

    private static Advertisement Advertising(GattUuid[] services, params (ushort Company, int Length)[] companies) => new("", null, null)
    {
        Services = [.. services],
        ManufacturerData = companies.ToImmutableDictionary(one => one.Company, one => ImmutableArray.Create(new byte[one.Length])),
    };
}
