using System.Globalization;
using System.Text;
using MassagerControl.Devices.Frames;
using MassagerControl.Devices.Json;
using MassagerControl.Devices.Profiles;

namespace MassagerControl.Tests.Devices.Frames;

/// <summary>Every kind of part, written as in a profile. The bytes of real devices are published ones; the others were worked out by hand.</summary>
public sealed class FramePartTests
{
    private static readonly FrameScope Scope = new(["level", "running", "battery", "temperature"], "3060");

    private static FileReading<FrameTemplate> Read(string frame) =>
        JsonFileReader.Parse("f.json", $$"""{ "frame": {{frame}} }""", root => FrameTemplateReader.Read(root.Required("frame"), Scope));

    private static FrameTemplate Good(string frame)
    {
        var reading = Read(frame);
        Assert.Empty(reading.Errors);
        return reading.Value!;
    }

    private static FieldValues Values(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('='))
        .Aggregate(FieldValues.None, (values, pair) => values.With(pair[0], long.Parse(pair[1], CultureInfo.InvariantCulture)));

    private static byte[] Bytes(string hex) => Hex.TryParse(hex, out var bytes) ? bytes : throw new ArgumentException(hex);

    [Theory]
    [InlineData("""["AA", { "field": "level", "as": "u24le" }]""", "level=66051", "AA 03 02 01")]
    [InlineData("""["FF FF FF FF 05 00 00 00", { "field": "level", "as": "u8" }, { "checksum": "crc16ModbusLe" }]""", "level=82", "FF FF FF FF 05 00 00 00 52 56 FD")]
    [InlineData("""["FF FF FF FF 05 00 00 00", { "field": "level", "as": "u8" }, { "checksum": "crc16ModbusLe" }]""", "level=28", "FF FF FF FF 05 00 00 00 1C D6 C9")]
    [InlineData("""["68 79", { "length": "u16be" }, "01 02", { "field": "level", "as": "u8" }, { "checksum": "crc16XmodemBe" }, "0D 0A"]""", "level=10", "68 79 00 0B 01 02 0A C3 CE 0D 0A")]
    [InlineData("""["A7 00 3B", { "length": "u8", "from": 4, "to": -3 }, "03 01", { "field": "level", "as": "u8" }, { "checksum": "sum8", "from": 1 }, "7A"]""", "level=1", "A7 00 3B 03 03 01 01 43 7A")]
    [InlineData("""["E5 FE 16", { "field": "level", "as": "u32le" }, { "checksum": "sum8Complement" }]""", "level=2048", "E5 FE 16 00 08 00 00 FE")]
    [InlineData("""["6E 01 00", { "field": "level", "as": "u8" }, { "checksum": "sum8" }]""", "level=154", "6E 01 00 9A 09")]
    [InlineData("""["6E 01 00", { "field": "level", "as": "u8" }, { "checksum": "sum8", "from": 3, "to": 3, "plus": 111 }]""", "level=154", "6E 01 00 9A 09")]
    [InlineData("""["AA 55 00 02 03 01", { "field": "level", "as": "u8" }, "01", { "checksum": "xor8" }, "FF", { "padTo": 17 }]""", "level=128", "AA 55 00 02 03 01 80 01 7E FF 00 00 00 00 00 00 00")]
    [InlineData("""[{ "text": "AT+MASS=BOTH HEAD LV" }, { "field": "level", "as": "digits", "count": 2 }, { "text": "\r\n" }]""", "level=20", "41 54 2B 4D 41 53 53 3D 42 4F 54 48 20 48 45 41 44 20 4C 56 32 30 0D 0A")]
    [InlineData("""[{ "text": "Vibrate:" }, { "field": "level", "as": "digits" }, { "text": ";" }]""", "level=10", "56 69 62 72 61 74 65 3A 31 30 3B")]
    [InlineData("""[{ "text": "motors vibrate " }, { "base64": [{ "field": "level", "as": "u8" }, "00 00 00"] }, "0A"]""", "level=255", "6D 6F 74 6F 72 73 20 76 69 62 72 61 74 65 20 2F 77 41 41 41 41 3D 3D 0A")]
    [InlineData("""["1E", { "pin": 1 }, { "pin": 2 }, { "pin": 3 }, { "pin": 4 }, "00"]""", "", "1E 03 00 06 00 00")]
    [InlineData("""[{ "pin": 1, "as": "ascii" }, { "pin": 3, "as": "ascii" }]""", "", "33 36")]
    [InlineData("""[{ "slip": ["C0", { "field": "level", "as": "u8" }, "01"] }]""", "level=219", "DB DC DB DD 01 C0")]
    [InlineData("""[{ "slip": [{ "field": "level", "as": "u8" }], "begin": true }]""", "level=5", "C0 05 C0")]
    [InlineData("""[{ "bits": "u8", "fields": { "running": { "bit": 0 }, "battery": { "bit": 4, "count": 3, "scale": 25 } } }]""", "running=1 battery=75", "31")]
    [InlineData("""[{ "field": "running", "as": "u8", "map": { "1": 1, "2": 0 } }]""", "running=0", "02")]
    [InlineData("""[{ "json": { "battery": "power.soc", "running": { "at": "on" } } }]""", "battery=41 running=1", "7B 22 70 6F 77 65 72 22 3A 7B 22 73 6F 63 22 3A 34 31 7D 2C 22 6F 6E 22 3A 31 7D")]
    public void Both_sides_agree_on_the_bytes(string frame, string values, string hex)
    {
        var template = Good(frame);

        Assert.Equal(hex, Hex.Format(template.Encode(Values(values))));
        Assert.True(template.TryDecode(Bytes(hex), out var found, out _));
        Assert.All(Values(values).Names, name => Assert.Equal(Values(values)[name], found[name]));
    }

    [Theory]
    [InlineData("crc16ModbusBe", "4B 37")]
    [InlineData("crc16ModbusLe", "37 4B")]
    [InlineData("crc16XmodemBe", "31 C3")]
    [InlineData("crc16XmodemLe", "C3 31")]
    [InlineData("crc16CcittFalseBe", "29 B1")]
    [InlineData("crc16CcittFalseLe", "B1 29")]
    [InlineData("sum8", "DD")]
    [InlineData("sum8Complement", "22")]
    [InlineData("xor8", "31")]
    [InlineData("sum8Negated", "23")]
    [InlineData("sum16Le", "DD 01")]
    [InlineData("sum16Be", "01 DD")]
    [InlineData("crc8Smbus", "F4")]
    [InlineData("crc8MaximDow", "A1")]
    [InlineData("crc8Nrsc5", "F7")]
    [InlineData("crc8GsmA", "37")]
    [InlineData("crc8SaeJ1850", "4B")]
    [InlineData("crc8Lte", "EA")]
    [InlineData("crc8Cdma2000", "DA")]
    [InlineData("crc8Wcdma", "25")]
    [InlineData("crc8Rohc", "D0")]
    [InlineData("crc16ArcBe", "BB 3D")]
    [InlineData("crc16ArcLe", "3D BB")]
    [InlineData("crc16UsbBe", "B4 C8")]
    [InlineData("crc16UsbLe", "C8 B4")]
    [InlineData("crc16KermitBe", "21 89")]
    [InlineData("crc16KermitLe", "89 21")]
    [InlineData("crc16X25Be", "90 6E")]
    [InlineData("crc16X25Le", "6E 90")]
    [InlineData("crc16Mcrf4xxBe", "6F 91")]
    [InlineData("crc16Mcrf4xxLe", "91 6F")]
    [InlineData("crc16SpiFujitsuBe", "E5 CC")]
    [InlineData("crc16SpiFujitsuLe", "CC E5")]
    public void The_checksums_have_the_check_values_of_the_catalogue(string name, string check) =>
        Assert.Equal(check, Hex.Format(ChecksumAlgorithm.All.Single(algorithm => algorithm.Name == name).Compute("123456789"u8)));

    [Theory]
    [InlineData("""["A7", { "length": "u8", "from": 2 }, { "field": "level", "as": "u8" }]""", "A7 02 05", "byte 1 says 2 bytes, there are 1")]
    [InlineData("""[{ "field": "level", "as": "u8" }, { "checksum": "crc16ModbusLe" }]""", "01 00 00", "byte 1 is 00 00, the checksum is")]
    [InlineData("""["01", { "padTo": 4, "with": "FF" }]""", "01 FF 00 FF", "is not filled up with FF from byte 1 on")]
    [InlineData("""[{ "match": "F0", "mask": "F0" }]""", "E5", "has E5 at byte 0, not F0 under F0")]
    [InlineData("""[{ "text": "L" }, { "field": "level", "as": "digits" }, "0A"]""", "4C 0A", "has no number at byte 1")]
    [InlineData("""[{ "field": "level", "as": "digits", "count": 2 }]""", "31 2B", "has no number at byte 0")]
    [InlineData("""[{ "base64": [{ "field": "level", "as": "u8" }] }]""", "2F 77 3D 20", "has no base64 text at byte 0")]
    [InlineData("""[{ "slip": [{ "field": "level", "as": "u8" }] }]""", "05", "does not end with C0")]
    [InlineData("""[{ "slip": [{ "field": "level", "as": "u8" }] }]""", "DB 05 C0", "has a wrong escape or C0 inside")]
    [InlineData("""[{ "slip": ["AA"] }]""", "AB C0", "inside: has AB at byte 0, not AA")]
    [InlineData("""[{ "json": { "battery": "soc" } }]""", "5B 31 5D", "is no JSON object")]
    [InlineData("""[{ "json": { "battery": "soc" } }]""", "7B 7D", "has no number called soc")]
    [InlineData("""[{ "counter": "n", "as": "u8", "first": 1, "last": 9 }]""", "0A", "counts 10 at byte 0, outside 1–9")]
    [InlineData("""[{ "toggle": "t", "of": ["00 34", "80 34"] }]""", "40 34", "has 40 34 at byte 0, none of 00 34, 80 34")]
    public void What_does_not_fit_is_refused(string frame, string hex, string problem)
    {
        Assert.False(Good(frame).TryDecode(Bytes(hex), out _, out var found));

        Assert.StartsWith(problem, found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[{ "checksum": "sum8", "from": 3 }]""", "the checksum (part 0) covers bytes outside of the frame, none, or itself")]
    [InlineData("""["AA", { "length": "u8", "from": 5 }]""", "the length (part 1) counts bytes outside of the frame, or none")]
    [InlineData("""[{ "length": "u8" }, { "padTo": 300 }]""", "the length (part 0) is too small a number for 300 bytes")]
    [InlineData("""[{ "field": "level", "as": "digits" }, "2C", { "field": "battery", "as": "digits" }]""", "has two numbers of unknown length: give at least one of them a 'count'")]
    [InlineData("""[{ "slip": ["AA"] }, "00"]""", "'slip' and 'json' are the whole frame, with nothing beside them")]
    [InlineData("""[{ "padTo": 513 }]""", "513 is outside 1–512")]
    [InlineData("""["AA", { "text": "Größe" }]""", "is empty or has a character that is not ASCII")]
    [InlineData("""[{ "match": "F0", "mask": "F0 F0" }]""", "'match' has 1 byte, 'mask' 2")]
    [InlineData("""[{ "pin": 5 }]""", "the profile's 'pin' has 4 digits")]
    [InlineData("""[{ "toggle": "t", "of": ["00", "00"] }]""", "has two or more different texts of equally many bytes")]
    [InlineData("""[{ "base64": [{ "field": "level", "as": "digits" }] }]""", "base64 holds bytes of a fixed number")]
    [InlineData("""[{ "bits": "u8", "fields": { "running": { "bit": 8 } } }]""", "8 is outside 0–7")]
    [InlineData("""[{ "bits": "u8", "fields": { "running": { "bit": 0 }, "battery": { "bit": 0, "count": 2 } } }]""", "'battery' has a bit that another field has too")]
    [InlineData("""[{ "field": "running", "as": "u8", "map": { "1": 1 } }]""", "its map says when the motor runs and when it stands")]
    [InlineData("""[{ "field": "running", "as": "u8", "map": { "x": 1, "2": 0 } }]""", "'x' is no whole number of the device")]
    [InlineData("""[{ "field": "level", "as": "u8", "scale": 2 }]""", "what the numbers of a level mean stands in 'levels'")]
    [InlineData("""[{ "json": { "battery": "a..b" } }]""", "is no path")]
    [InlineData("""[{ "json": {} }]""", "'json' names no member")]
    public void A_frame_that_makes_no_sense_is_an_error_of_the_file(string frame, string reason) =>
        Assert.Contains(Read(frame).Errors, error => error.Reason.Text.StartsWith(reason, StringComparison.Ordinal));

    [Fact]
    public void A_number_that_the_device_does_not_know_is_no_number()
    {
        var template = Good("""[{ "field": "temperature", "as": "u8", "unsupported": 255 }]""");

        Assert.True(template.TryDecode([255], out var unknown, out _));
        Assert.Null(unknown["temperature"]);
        Assert.True(template.TryDecode([36], out var known, out _));
        Assert.Equal(36, known["temperature"]);
        Assert.Equal([255], template.Encode(FieldValues.None));
    }

    [Fact]
    public void A_checksum_behind_a_number_of_any_length_covers_all_of_it()
    {
        var template = Good("""[{ "text": "L" }, { "field": "level", "as": "digits" }, { "checksum": "xor8" }]""");

        foreach (var level in new long[] { 0, 7, 10, 4_000_000_000 })
        {
            Assert.True(template.TryDecode(template.Encode(FieldValues.None.With("level", level)), out var values, out var problem), problem);
            Assert.Equal(level, values["level"]);
        }
    }

    [Fact]
    public void Counters_and_toggles_go_on_from_frame_to_frame_and_begin_anew()
    {
        var template = Good("""[{ "counter": "n", "as": "u8", "first": 1, "last": 3 }, { "toggle": "t", "of": ["00", "80"] }]""");
        var counters = new LinkCounters();

        var sent = Enumerable.Range(0, 4).Select(_ => Hex.Format(template.Encode(counters.Next(template, FieldValues.None)))).ToArray();

        Assert.Equal(["01 00", "02 80", "03 00", "01 80"], sent);
    }

    [Fact]
    public void A_receiver_takes_a_repeated_counter_for_a_repeated_frame()
    {
        var template = Good("""[{ "counter": "n", "as": "u8" }]""");
        var counters = new LinkCounters();
        string? Hear(byte value)
        {
            Assert.True(template.TryDecode([value], out var values, out _));
            return counters.Accept(template, values);
        }

        Assert.Null(Hear(0));
        Assert.Equal("counts 0 again", Hear(0));
        Assert.Null(Hear(1));
        Assert.Null(Hear(0));
    }

    [Fact]
    public void A_json_object_of_any_shape_is_read_or_refused_and_nothing_throws()
    {
        var template = Good("""[{ "json": { "battery": "a.b" } }]""");
        string[] texts = ["{\"a\":1}", "{\"a\":{\"b\":\"x\"}}", "{\"a\":{\"b\":1e400}}", "{\"\\ud800\":1}", "{\"a\":{\"b\":2.9}}", "{}{}", new string('{', 400), "{\"a\":{\"b\":true}}"];

        var found = texts.Select(text => template.TryDecode(Encoding.UTF8.GetBytes(text), out var values, out _) ? values["battery"] : null).ToArray();

        Assert.Equal([null, null, null, null, 2, null, null, 1], found);
    }
}
