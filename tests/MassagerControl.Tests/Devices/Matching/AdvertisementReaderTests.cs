using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Profiles.Matching;

namespace MassagerControl.Tests.Devices.Matching;

public sealed class AdvertisementReaderTests
{
    [Fact]
    public void An_advertisement_is_read_with_everything_that_it_says()
    {
        var read = AdvertisementReader.Parse("a.json", """
            { "address": "AA:BB", "name": "Gun", "rssi": -60, "services": ["ffe0"], "manufacturerData": { "0x496E": "03 01", "00A4": "0aFF", "005D": "" } }
            """).Value!;

        Assert.Equal(("AA:BB", "Gun", -60), (read.Address, read.Name, read.Rssi));
        Assert.Equal([GattUuid.FromShort(0xFFE0)], read.Services);
        Assert.Equal([3, 1], read.ManufacturerData[0x496E]);
        Assert.Equal([0x0A, 0xFF], read.ManufacturerData[0x00A4]);
        Assert.Empty(read.ManufacturerData[0x005D]);
    }

    [Fact]
    public void An_advertisement_may_say_nothing()
    {
        var read = AdvertisementReader.Parse("a.json", "{}").Value!;

        Assert.Null(read.Name);
        Assert.Empty(read.Services);
        Assert.Empty(read.ManufacturerData);
    }

    [Theory]
    [InlineData("""{ "services": ["xyz"] }""", "$.services[0]: is no UUID")]
    [InlineData("""{ "manufacturerData": { "4G": "01" } }""", "$.manufacturerData.4G: a company is 4 hex digits")]
    [InlineData("""{ "manufacturerData": { "496E": "1" } }""", "$.manufacturerData.496E: is not hex")]
    [InlineData("""{ "nmae": "Gun" }""", "$.nmae: is unknown")]
    [InlineData("""{ "name": 5 }""", "$.name: is a number")]
    [InlineData("[]", "$: is an array")]
    [InlineData("{", "$: line 1")]
    public void What_is_wrong_is_named_with_its_place(string json, string error) =>
        Assert.Contains(AdvertisementReader.Parse("a.json", json).Errors, found => found.ToString().StartsWith($"a.json: {error}", StringComparison.Ordinal));
}
