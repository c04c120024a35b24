using System.Text.Json;

namespace MassagerControl.Tests.Support;

/// <summary>What the data files that ship say to a person: questions and their reasons, names and summaries of programs.</summary>
internal static class ShippedTexts
{
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
            }
        }
    }
}
