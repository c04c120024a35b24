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
    // Home Assistant and bleak as JSON.
    [InlineData("""{ "name": null, "address": "AA:BB", "rssi": 127, "manufacturer_data": { "1177": "0301" }, "service_data": {}, "service_uuids": ["0000FFE0-0000-1000-8000-00805F9B34FB"], "source": "hci0", "connectable": true, "time": 1.5, "tx_power": null }""")]
    [InlineData("""{ "local_name": null, "address": "AA:BB", "rssi": null, "manufacturer_data": { "1177": [3, 1] }, "service_uuids": ["0000ffe0-0000-1000-8000-00805f9b34fb"], "platform_data": [] }""")]
    // Without a name Home Assistant says the address.
    [InlineData("""{ "name": "AA:BB", "address": "AA:BB", "rssi": 127, "manufacturer_data": { "1177": { "__type": "<class 'bytes'>", "repr": "b'\\x03\\x01'" } }, "service_uuids": ["0xFFE0"] }""")]
    [InlineData("""{ "address": "AA:BB", "manufacturerData": { "0x0499": "0x0301" }, "services": ["FFE0"] }""")]
    [InlineData("""{ "address": "AA:BB", "manufacturerData": { "0x0499": "AwE=" }, "services": ["ffe0"] }""")]
    // nRF Connect.
    [InlineData("""{ "name": "N/A", "address": "AA:BB", "raw": "0x0201060303E0FF05FF99040301" }""")]
    public void What_other_tools_print_is_understood(string json)
    {
        var reading = AdvertisementReader.Parse("a.json", json);

        Assert.Empty(reading.Errors);
        var read = reading.Value!;
        Assert.Equal(("AA:BB", null, null), (read.Address, read.Name, read.Rssi));
        Assert.Equal([GattUuid.FromShort(0xFFE0)], read.Services);
        Assert.Equal([3, 1], Assert.Single(read.ManufacturerData).Value);
        Assert.Equal(0x0499, Assert.Single(read.ManufacturerData).Key);
    }

    [Fact]
    public void A_raw_packet_says_its_name_and_its_long_services()
    {
        var good = AdvertisementReader.Parse("a.json", """{ "raw": "040947756E1107FB349B5F8000008000100000E0FF00000000" }""").Value!;

        Assert.Equal("Gun", good.Name);
        Assert.Equal([GattUuid.FromShort(0xFFE0)], good.Services);
    }

    [Fact]
    public void What_bleak_prints_is_understood()
    {
        var reading = BleakText.Parse("a", """AdvertisementData(local_name="Bob's gun", manufacturer_data={1177: b'\x03a\'}', 76: b'\x10'}, service_data={'0000fe95-0000-1000-8000-00805f9b34fb': b'0X'}, service_uuids=['0000ffe0-0000-1000-8000-00805f9b34fb'], tx_power=-59, platform_data=('x', (1, 2)), rssi=-60)""");

        Assert.Empty(reading.Errors);
        var read = reading.Value!;
        Assert.Equal(("Bob's gun", -60), (read.Name, read.Rssi));
        Assert.Equal([GattUuid.FromShort(0xFFE0)], read.Services);
        Assert.Equal([0x03, 0x61, 0x27, 0x7D], read.ManufacturerData[1177]);
        Assert.Equal([0x10], read.ManufacturerData[76]);
    }

    [Theory]
    [InlineData("AdvertisementData(manufacturer_data={76: ")]
    [InlineData("AdvertisementData(platform_data=(")]
    public void What_is_cut_off_is_let_go_at_once(string begin) =>
        Assert.Empty(BleakText.Parse("a", $"{begin}{string.Concat(Enumerable.Repeat("b'x'", 5_000))})").Value!.ManufacturerData);

    [Theory]
    [InlineData("AdvertisementData(local_name=None, rssi=127)", true)]
    [InlineData("AdvertisementData(rssi=-60, gadget=5)", false)]
    [InlineData("AdvertisementData(rssi=-60", false)]
    [InlineData("AdvertisementData(manufacturer_data={99999: b'a'})", false)]
    public void What_is_not_bleaks_is_refused(string text, bool good)
    {
        Assert.True(BleakText.IsOne(text));
        Assert.Equal(good, BleakText.Parse("a", text).Succeeded);
    }

    [Theory]
    [InlineData("""{ "rssi": 60 }""", "$.rssi: 60 is outside")]
    [InlineData("""{ "raw": "0303E0" }""", "$.raw: is no advertising packet")]
    [InlineData("""{ "raw": "" }""", "$.raw: is no advertising packet")]
    [InlineData("""{ "manufacturer_data": { "70000": "01" } }""", "$.manufacturer_data.70000: a company is a decimal number")]
    [InlineData("""{ "manufacturer_data": { "76": [256] } }""", "$.manufacturer_data.76[0]: 256 is outside")]
    [InlineData("""{ "manufacturer_data": { "76": "b'\\xZZ'" } }""", "$.manufacturer_data.76: is not hex")]
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
