using System.Text.Json;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.Runtime.Topics;

/// <summary>A topic in words, and as JSON.</summary>
public static class TopicText
{
    private const int Width = 78;

    public static string Row(Topic topic, Language language) => $"{topic.Id,-16} {language.SayText(topic.Title)}";

    /// <summary>Its paragraphs, each followed by its sources; titles of sources are said as they were published.</summary>
    public static IEnumerable<string> Page(Topic topic, Language language)
    {
        yield return language.SayText(topic.Title);
        foreach (var paragraph in topic.Paragraphs)
        {
            yield return "";
            foreach (var line in CellText.Wrap(language.SayText(paragraph.Text), Width))
                yield return line;
            foreach (var source in paragraph.Sources)
                foreach (var (line, i) in CellText.Wrap($"{source.Title}: {source.Says}", Width - 4).Select((line, i) => (line, i)))
                    yield return $"{(i == 0 ? "  · " : "    ")}{line}";
        }
    }

    /// <param name="language">Of the titles and the paragraphs.</param>
    public static void Write(Utf8JsonWriter json, Topic topic, Language language)
    {
        json.WriteStartObject();
        json.WriteString("id", topic.Id);
        json.WriteString("title", language.SayText(topic.Title));
        json.List("paragraphs", topic.Paragraphs, paragraph =>
        {
            json.WriteStartObject();
            json.WriteString("text", language.SayText(paragraph.Text));
            json.List("sources", paragraph.Sources, source =>
            {
                json.WriteStartObject();
                json.WriteString("title", source.Title);
                json.WriteString("says", source.Says);
                json.WriteEndObject();
            });
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }
}
