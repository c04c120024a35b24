using System.Text.Json;
using MassagerControl.Runtime.Topics;

namespace MassagerControl.Tests.Support;

/// <summary>What the data files that ship say to a person: questions and their reasons, programs, topics, guided steps and routines.</summary>
internal static class ShippedTexts
{
    private static readonly string[] Sources = ["sources", "differing"];

    public static IEnumerable<string> All
    {
        get
        {
            using var questions = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("check-in", "questions.json")));
            foreach (var group in questions.RootElement.GetProperty("groups").EnumerateArray())
                yield return group.GetProperty("title").GetString()!;
            foreach (var question in questions.RootElement.GetProperty("questions").EnumerateArray())
            {
                yield return question.GetProperty("text").GetString()!;
                foreach (var effect in question.GetProperty("effects").EnumerateArray())
                    if (effect.TryGetProperty("reason", out var reason))
                        yield return reason.GetString()!;
            }
            foreach (var path in Directory.EnumerateFiles(Repository.PathOf("programs"), "*.json"))
            {
                using var program = JsonDocument.Parse(File.ReadAllText(path));
                yield return program.RootElement.GetProperty("name").GetString()!;
                yield return program.RootElement.GetProperty("summary").GetString()!;
                foreach (var source in Sources.Where(name => program.RootElement.TryGetProperty(name, out _)).SelectMany(name => program.RootElement.GetProperty(name).EnumerateArray()))
                {
                    yield return source.GetProperty("says").GetString()!;
                    if (source.GetProperty("title").GetString() is { } title && title.StartsWith("MassagerControl", StringComparison.Ordinal))
                        yield return title;
                }
                foreach (var step in program.RootElement.GetProperty("steps").EnumerateArray())
                    if (step.TryGetProperty("cues", out var cues))
                        foreach (var cue in cues.EnumerateArray())
                            yield return cue.GetProperty("say").GetString()!;
            }
            foreach (var topic in TopicLibrary.Load(Repository.PathOf("topics")).Topics)
                foreach (var text in topic.Paragraphs.Select(paragraph => paragraph.Text).Prepend(topic.Title))
                    yield return text;
            foreach (var path in Directory.EnumerateFiles(Repository.PathOf("guided-steps"), "*.json"))
            {
                using var step = JsonDocument.Parse(File.ReadAllText(path));
                yield return step.RootElement.GetProperty("name").GetString()!;
                foreach (var line in step.RootElement.GetProperty("text").EnumerateArray())
                    yield return line.GetString()!;
            }
            foreach (var path in Directory.EnumerateFiles(Repository.PathOf("routines"), "*.json"))
            {
                using var routine = JsonDocument.Parse(File.ReadAllText(path));
                yield return routine.RootElement.GetProperty("name").GetString()!;
                yield return routine.RootElement.GetProperty("summary").GetString()!;
            }
        }
    }
}
