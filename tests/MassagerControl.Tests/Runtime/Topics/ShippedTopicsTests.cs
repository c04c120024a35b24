using System.Text.Json.Nodes;
using MassagerControl.Runtime.Texts;
using MassagerControl.Runtime.Topics;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Runtime.Topics;

/// <summary>What ships to be learned: readable, sourced, and complete.</summary>
public sealed class ShippedTopicsTests
{
    private static readonly string Folder = Repository.PathOf("topics");
    private static readonly TopicLibrary Shipped = TopicLibrary.Load(Folder);

    public static TheoryData<string> Ids => [.. Shipped.Topics.Select(topic => topic.Id)];

    [Fact]
    public void Every_file_is_good_and_every_topic_has_its_place()
    {
        Assert.Empty(Shipped.Errors);
        Assert.Equal(Directory.GetFiles(Folder, "*.json").Length - 1, Shipped.Topics.Length);
        Assert.Empty(
            new[] { "knots", "compression", "rating", "find", "technique", "positions", "tools", "room", "heat-and-cold", "after", "helper", "habits", "when-not", "warning-signs", "massage-guns" }
                .Except(Shipped.Topics.Select(topic => topic.Id)));
    }

    [Fact]
    public void What_is_built_has_them_too() => Assert.Equal(Shipped.Topics.Select(topic => topic.Id), TopicLibrary.Load(TopicLibrary.Folder).Topics.Select(topic => topic.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_file_is_what_its_schema_says(string id)
    {
        var schema = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, TopicLibrary.SchemaFile)))!.AsObject();

        Assert.Empty(new SchemaCheck(schema).Problems(JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, $"{id}.json")))));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void It_is_said_in_German_as_a_whole(string id)
    {
        var topic = Shipped.Find(id)!;
        var said = TopicText.Page(topic, Language.Find("de")!).ToArray();

        Assert.Equal(Language.Find("de")!.SayText(topic.Title), said[0]);
        Assert.All(topic.Paragraphs, paragraph => Assert.NotEqual(paragraph.Text, Language.Find("de")!.SayText(paragraph.Text)));
    }

    /// <summary>The reviews found no clear effect on what people say of their pain: nothing here may sound like a cure.</summary>
    [Fact]
    public void Nothing_is_promised()
    {
        string[] promises = ["cure", "heals", "guarantee", "will relieve", "gets rid of", "breaks up", "break up", "proven", "toxins", "adhesion"];

        Assert.All(Shipped.Topics.SelectMany(topic => topic.Paragraphs), paragraph =>
            Assert.DoesNotContain(promises, promise => paragraph.Text.Contains(promise, StringComparison.OrdinalIgnoreCase)));
        Assert.Contains(Shipped.Find("compression")!.Paragraphs, paragraph => paragraph.Text.Contains("did not clearly differ", StringComparison.Ordinal));
        Assert.Contains(Shipped.Find("knots")!.Paragraphs, paragraph => paragraph.Text.Contains("disputed", StringComparison.Ordinal));
    }

    [Fact]
    public void Lines_fit_a_terminal() => Assert.All(Shipped.Topics.SelectMany(topic => TopicText.Page(topic, Language.Find("de")!)), line => Assert.True(line.Length <= 80, line));
}
