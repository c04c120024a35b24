using System.Reflection;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Docs;

/// <summary>Tests that a page names: those of this assembly are looked up in it, those of real processes and of the clinic's database in their source.</summary>
internal static class NamedTests
{
    private static readonly string[] Projects = ["MassagerControl.Process.Tests", "MassagerControl.Clinic.Tests"];

    /// <summary>Whether there is such a test and nothing skips it.</summary>
    public static bool Runs(string type, string method)
    {
        var own = typeof(NamedTests).Assembly.GetTypes().SingleOrDefault(candidate => candidate.Name == type);
        return own is null ? SourceOf(type) is { } source && IsTestIn(source, method) : IsTest(own.GetMethod(method));
    }

    private static bool IsTest(MethodInfo? method) =>
        method?.GetCustomAttributes().SingleOrDefault(attribute => attribute is FactAttribute) is FactAttribute { Skip: null };

    private static string? SourceOf(string type) =>
        Projects.SelectMany(project => Directory.GetFiles(Repository.PathOf("tests", project), $"{type}.cs", SearchOption.AllDirectories)).ToArray() is [var file] ? File.ReadAllText(file) : null;

    private static bool IsTestIn(string source, string method)
    {
        var lines = source.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.TrimEntries);
        var at = Array.FindIndex(lines, line => line.StartsWith("public ", StringComparison.Ordinal) && line.Contains($" {method}(", StringComparison.Ordinal));
        var attributes = lines[..Math.Max(at, 0)].Reverse().TakeWhile(line => line.StartsWith('[')).ToArray();
        return attributes.Any(line => line.Contains("Fact", StringComparison.Ordinal) || line.Contains("Theory", StringComparison.Ordinal))
            && !attributes.Any(line => line.Contains("Skip", StringComparison.Ordinal));
    }
}
