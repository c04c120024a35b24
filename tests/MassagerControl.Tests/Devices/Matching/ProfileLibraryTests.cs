using MassagerControl.Core;
using MassagerControl.Devices.Profiles.Matching;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Devices.Matching;

public sealed class ProfileLibraryTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("profiles");

    public ProfileLibraryTests()
    {
        Directory.CreateDirectory(Path.Combine(_root.FullName, "shipped"));
        Directory.CreateDirectory(Path.Combine(_root.FullName, "own"));
        Put("shipped", "small", ProfileText.Small.Replace("\"levels\"", "\"ceiling\": 80, \"levels\""));
    }

    private ProfileLibrary Library => new(Path.Combine(_root.FullName, "shipped"), Path.Combine(_root.FullName, "own"));

    [Fact]
    public void Files_of_the_person_stand_beside_the_shipped_ones()
    {
        Put("own", "mine", ProfileText.Small.Replace("\"small\"", "\"mine\""));

        Assert.Equal(["mine", "small"], Library.Ids());
        Assert.Equal([("mine", ProfileOrigin.User), ("small", ProfileOrigin.Shipped)], Library.ReadAll().Select(entry => (entry.Id, entry.Origin)));
        Assert.Equal("mine", Library.Find("mine")?.Reading.Value?.Id);
        Assert.Null(Library.Find("other"));
    }

    [Fact]
    public void Without_a_folder_of_the_person_the_shipped_ones_remain() =>
        Assert.Equal(["small"], new ProfileLibrary(Path.Combine(_root.FullName, "shipped"), Path.Combine(_root.FullName, "nowhere")).Ids());

    [Fact]
    public void A_file_of_the_person_can_lower_the_ceiling_and_leave_out_the_strongest_levels()
    {
        Put("own", "small", """{ "format": 1, "id": "small", "ceiling": 50, "levels": { "table": [10, 20] } }""");

        var entry = Library.Find("small")!;

        Assert.Empty(entry.Reading.Errors);
        Assert.Equal((ProfileOrigin.Narrowed, 2, 50.0), (entry.Origin, entry.Reading.Value!.Scale.Count, entry.Reading.Value.Ceiling.Percent));
        Assert.Equal(20, entry.Reading.Value.Levels.ToRaw(new Level(2)));
    }

    [Fact]
    public void A_whole_copy_with_a_lower_ceiling_is_as_good()
    {
        Put("own", "small", ProfileText.Small.Replace("\"levels\"", "\"ceiling\": 40, \"levels\""));

        Assert.Equal(40, Library.Find("small")!.Reading.Value!.Ceiling.Percent);
    }

    [Theory]
    [InlineData(""" "ceiling": 81 """, "$.ceiling: 81 % is above the shipped ceiling of 80 %: a person's file can narrow limits, never widen them")]
    [InlineData(""" "levels": { "table": [10, 20, 30, 40] } """, "$.levels: the shipped profile has no level with the number 40")]
    [InlineData(""" "levels": { "table": [10, 25] } """, "$.levels: the shipped profile has no level with the number 25")]
    [InlineData(""" "levels": { "table": [20, 30] } """, "$.levels: level 1 of 2 would run as strong as level 2 of 3")]
    [InlineData(""" "levels": { "table": [30] } """, "$.ceiling: is below the lowest level of 100 %")]
    [InlineData(""" "connect": [] """, "$.connect: differs from the shipped profile 'small'")]
    [InlineData(""" "safety": { "onDisconnect": "stops" } """, "$.safety: differs from the shipped profile 'small'")]
    [InlineData(""" "extra": 1 """, "$.extra: differs from the shipped profile 'small'")]
    [InlineData(""" "ceiling": "low" """, "$.ceiling: is a text; a number is expected")]
    [InlineData(""" "ceiling": 0 """, "$.ceiling: a ceiling is above 0 %")]
    [InlineData(""" "ceiling": 5, """, "$: line 1")]
    public void Nothing_can_be_widened_or_changed(string members, string error)
    {
        Put("own", "small", $$"""{ "format": 1, "id": "small", {{members}} }""");

        var entry = Library.Find("small")!;

        Assert.Contains(entry.Reading.Errors, found => found.ToString().StartsWith($"{entry.Path}: {error}", StringComparison.Ordinal));
        Assert.Null(entry.Reading.Value);
    }

    [Fact]
    public void A_file_that_is_named_otherwise_than_its_id_is_an_error()
    {
        Put("own", "mine", ProfileText.Small.Replace("\"small\"", "\"other\""));

        Assert.Contains("'other' is not the name of the file, which is mine.json: call the file other.json, or the profile 'mine'", Library.Find("mine")!.Reading.Errors.Single().Reason.Text, StringComparison.Ordinal);
    }

    public void Dispose() => _root.Delete(recursive: true);

    private void Put(string folder, string id, string json) => File.WriteAllText(Path.Combine(_root.FullName, folder, id + ".json"), json);
}
