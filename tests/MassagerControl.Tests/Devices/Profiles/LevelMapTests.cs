using MassagerControl.Devices.Profiles;

namespace MassagerControl.Tests.Devices.Profiles;

public sealed class LevelMapTests
{
    private static readonly LevelMap Wave = new([1920, 2520, 3120]);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(1920, 1)]
    [InlineData(1921, 2)]
    [InlineData(2520, 2)]
    [InlineData(3120, 3)]
    [InlineData(4_000_000_000, 3)]
    public void A_number_of_the_device_counts_as_the_level_that_is_at_least_as_strong(long raw, int level) =>
        Assert.Equal(level, Wave.AtLeast(raw).Number);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2520, 2)]
    [InlineData(2521, null)]
    [InlineData(65_535, null)]
    [InlineData(4_000_000_000, null)]
    public void Only_the_numbers_of_the_table_are_levels(long raw, int? level) => Assert.Equal(level, Wave.Exact(raw)?.Number);

    [Fact]
    public void Levels_that_do_not_rise_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new LevelMap([2, 2]));
        Assert.Throws<ArgumentException>(() => new LevelMap([0, 2]));
        Assert.Throws<ArgumentException>(() => new LevelMap([]));
    }

    private static LevelMap Read(string levels)
    {
        var reading = MassagerControl.Devices.Json.JsonFileReader.Parse("l.json", levels, root => LevelMapReader.Read(root));
        Assert.Empty(reading.Errors);
        return reading.Value!.Map;
    }

    [Theory]
    [InlineData("""{ "count": 7, "offset": 1 }""", new[] { 0, 2, 3, 4, 5, 6, 7, 8 })]
    [InlineData("""{ "codes": [153, 154, 155], "off": 152 }""", new[] { 152, 153, 154, 155 })]
    [InlineData("""{ "codes": [82, 80, 81], "off": 79 }""", new[] { 79, 82, 80, 81 })]
    [InlineData("""{ "bits": [[0], [0, 1], [0, 1, 7]] }""", new[] { 0, 1, 3, 131 })]
    [InlineData("""{ "count": 4, "lowest": 0, "highest": 9, "inverted": true, "off": 10 }""", new[] { 10, 9, 6, 3, 0 })]
    [InlineData("""{ "count": 2, "lowest": 5, "highest": 6 }""", new[] { 0, 5, 6 })]
    public void Every_way_of_writing_levels_gives_the_device_its_numbers(string levels, int[] raw)
    {
        var map = Read(levels);

        Assert.Equal(raw, Enumerable.Range(0, raw.Length).Select(number => map.ToRaw(new(number))));
        Assert.Equal(raw.Max(), map.Highest);
        for (var number = 0; number < raw.Length; number++)
            Assert.Equal((number, number), (map.Exact(raw[number])!.Value.Number, map.AtLeast(raw[number]).Number));
    }

    [Theory]
    [InlineData("""{ "codes": [153, 154, 155], "off": 152 }""", 200, 3)]
    [InlineData("""{ "codes": [82, 80, 81], "off": 79 }""", 1, 3)]
    [InlineData("""{ "count": 4, "lowest": 0, "highest": 9, "inverted": true, "off": 10 }""", 5, 3)]
    [InlineData("""{ "count": 4, "lowest": 1, "highest": 10, "inverted": true, "off": 11 }""", 0, 4)]
    public void A_number_that_is_no_level_counts_as_the_stronger_one(string levels, long raw, int level)
    {
        Assert.Null(Read(levels).Exact(raw));
        Assert.Equal(level, Read(levels).AtLeast(raw).Number);
    }

    [Theory]
    [InlineData("""{ "codes": [1, 1] }""", "two levels have the same number, or one has that of off")]
    [InlineData("""{ "codes": [1, 2], "off": 2 }""", "two levels have the same number, or one has that of off")]
    [InlineData("""{ "count": 4, "lowest": 0, "highest": 9, "inverted": true, "off": 9 }""", "two levels have the same number, or one has that of off")]
    [InlineData("""{ "count": 4, "lowest": 0, "highest": 9, "inverted": true }""", "is missing")]
    [InlineData("""{ "table": [1], "captions": [{ "level": 2, "rpm": 1750 }] }""", "2 is outside 1–1")]
    public void Levels_that_make_no_sense_are_errors(string levels, string reason) =>
        Assert.Contains(MassagerControl.Devices.Json.JsonFileReader.Parse("l.json", levels, root => LevelMapReader.Read(root)).Errors, error => error.Reason.Text == reason);
}
