using MassagerControl.Runtime.Topics;

namespace MassagerControl.Tests.Runtime.Topics;

public sealed class TopicReaderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Everything_that_is_wrong_is_told_with_its_path()
    {
        var reading = TopicReader.Parse("t.json", """
            { "id": "Heat!", "order": 0, "title": "", "more": 1,
              "paragraphs": [ { "text": "x", "sources": [] }, { "text": 7, "sources": [ { "title": "t" } ] } ] }
            """);

        Assert.Null(reading.Value);
        Assert.Equal(
            ["$.id", "$.order", "$.title", "$.paragraphs[0].sources", "$.paragraphs[1].text", "$.paragraphs[1].sources[0].says", "$.more"],
            reading.Errors.Select(error => error.Path));
    }

    [Fact]
    public void Two_topics_do_not_share_a_place_and_a_file_is_named_after_its_topic()
    {
        Write("a", "a", 1);
        Write("b", "b", 1);
        Write("c", "d", 2);
        File.WriteAllText(Path.Combine(_folder.FullName, TopicLibrary.SchemaFile), "{}");

        var library = TopicLibrary.Load(_folder.FullName);

        Assert.Equal(["a", "b"], library.Topics.Select(topic => topic.Id));
        Assert.Equal(["'d' differs from the file's name, which is c.json", "1 is the place of a already"], library.Errors.Select(error => error.Reason.Text));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_told() => Assert.Single(TopicLibrary.Load(Path.Combine(_folder.FullName, "none")).Errors);

    private void Write(string file, string id, int order) => File.WriteAllText(
        Path.Combine(_folder.FullName, $"{file}.json"),
        $$"""{ "id": "{{id}}", "order": {{order}}, "title": "t", "paragraphs": [ { "text": "x", "sources": [ { "title": "t", "says": "s" } ] } ] }""");
}
