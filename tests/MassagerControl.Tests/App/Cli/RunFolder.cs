using System.Text.Json;

namespace MassagerControl.Tests.App.Cli;

/// <summary>A folder for the files of one test, and what a run left in them.</summary>
internal sealed class RunFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public string Events => At("events.jsonl");

    public string Report => At("report.json");

    public string At(string name) => Path.Combine(_folder.FullName, name);

    public string Write(string name, string text)
    {
        File.WriteAllText(At(name), text);
        return At(name);
    }

    /// <summary>A program that is through in half a minute: for tests in real time.</summary>
    public string ShortProgram() => Write("short.json", """
        {
          "id": "short", "name": "Short", "summary": "For tests.", "sources": [ { "title": "none", "says": "nothing" } ],
          "band": { "low": 5, "high": 7 }, "tools": ["gun"],
          "steps": [
            { "do": "warmUp", "seconds": 2, "target": 34 },
            { "do": "cycle", "press": { "shortest": 3, "usual": 3, "longest": 3 }, "ramp": 1, "release": 5,
              "reps": { "fewest": 2, "usual": 2, "most": 2 }, "target": 100 },
            { "do": "coolDown", "seconds": 2, "target": 34 }
          ]
        }
        """);

    /// <summary>Runs with an event log and a report, at the highest speed unless the arguments say otherwise.</summary>
    public Task<Massager> RunAsync(params string[] args)
    {
        string[] speed = args.Contains("--speed") ? [] : ["--speed", "max"];
        return Massager.RunAsync(["run", .. args, .. speed, "--events", Events, "--report", Report]);
    }

    public JsonElement[] ReadEvents() => [.. File.ReadAllLines(Events).Select(Parse)];

    public JsonElement ReadReport() => Parse(File.ReadAllText(Report));

    public void Dispose() => _folder.Delete(recursive: true);

    private static JsonElement Parse(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}

/// <summary>Reads the event log as a test wants it.</summary>
internal static class EventReading
{
    public static double At(this JsonElement told) => told.GetProperty("t").GetDouble();

    public static string Type(this JsonElement told) => told.GetProperty("type").GetString()!;

    public static string Text(this JsonElement told, string name) => told.GetProperty(name).GetString()!;

    public static double Number(this JsonElement told, string name) => told.GetProperty(name).GetDouble();

    public static JsonElement[] OfType(this IEnumerable<JsonElement> events, string type) => [.. events.Where(told => told.Type() == type)];

    public static JsonElement[] Phases(this IEnumerable<JsonElement> events, string phase) =>
        [.. events.OfType("phase").Where(told => told.Text("phase") == phase)];

    public static int[] Ratings(this IEnumerable<JsonElement> events) => [.. events.OfType("rating").Select(told => (int)told.Number("value"))];

    /// <summary>The output in force after everything of that instant.</summary>
    public static double IntensityAt(this IEnumerable<JsonElement> events, double seconds) =>
        events.OfType("level").LastOrDefault(told => told.At() <= seconds) is { ValueKind: JsonValueKind.Object } last ? last.Number("intensity") : 0;
}
