using System.Text.RegularExpressions;
using MassagerControl.Devices.Json;

namespace MassagerControl.Runtime.Topics;

/// <summary>Reads a topic file (topics/topic.schema.json), with everything that is wrong with it.</summary>
public static partial class TopicReader
{
    private const int MostOrder = 1_000;
    private const int LongestTitle = 80;
    private const int LongestText = 600;
    private const int LongestSourceTitle = 160;
    private const int LongestSays = 200;
    private const int MostParagraphs = 12;
    private const int MostSources = 6;

    public static FileReading<Topic> Read(string path) => JsonFileReader.Read(path, Build);

    public static FileReading<Topic> Parse(string file, string json) => JsonFileReader.Parse(file, json, Build);

    private static Topic Build(JsonObjectCursor root) => new(
        Id(root.Required("id")),
        root.Required("order").Int(1, MostOrder),
        root.Required("title").String(1, LongestTitle),
        root.Required("paragraphs").Array(paragraph => paragraph.Object(Paragraph), 1, MostParagraphs));

    private static string Id(JsonValueCursor value)
    {
        var id = value.String(1, 40);
        if (id.Length > 0 && !Plain().IsMatch(id))
            value.Error("is no id: lower-case words with hyphens, such as heat-and-cold");
        return id;
    }

    private static TopicParagraph Paragraph(JsonObjectCursor paragraph) => new(
        paragraph.Required("text").String(1, LongestText),
        paragraph.Required("sources").Array(source => source.Object(Source), 1, MostSources));

    private static TopicSource Source(JsonObjectCursor source) =>
        new(source.Required("title").String(1, LongestSourceTitle), source.Required("says").String(1, LongestSays));

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
    private static partial Regex Plain();
}
