using System.Diagnostics;
using System.Text.RegularExpressions;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Docs.Chains;

/// <summary>The chains of <c>docs/architecture.md</c>: a table of types under each heading.</summary>
internal sealed partial class ChainPage
{
    public const string Rating = "One rating";
    public const string Eight = "A rating of 8";
    public const string Stop = "STOP";
    public const string Run = "massager run";
    public const string Frame = "A profile to a frame";
    public const string Kill = "A kill to the guard's stop";

    private readonly Dictionary<string, ChainRow[]> _chains;

    public ChainPage(IEnumerable<string> lines)
    {
        var heading = "";
        _chains = lines
            .Select(line => (Heading: heading = line.StartsWith("### ", StringComparison.Ordinal) ? line[4..] : heading, Row: Row().Match(line)))
            .Where(line => line.Row.Success)
            .GroupBy(line => line.Heading, line => new ChainRow(line.Row.Groups[1].Value, line.Row.Groups[2].Value, line.Row.Groups[3].Value))
            .ToDictionary(chain => chain.Key, chain => chain.ToArray());
    }

    public static string[] Lines => File.ReadAllLines(Repository.PathOf("docs", "architecture.md"));

    public static ChainPage Own { get; } = new(Lines);

    public IEnumerable<string> Headings => _chains.Keys;

    public ChainRow[] this[string heading] => _chains[heading];

    /// <summary>Those of a chain that a session shows which is followed.</summary>
    public string[] Traced(string heading) => [.. this[heading].Where(row => row.Seen == "trace").Select(row => row.Type)];

    /// <summary>What is not so in the rows of a chain that are looked up in the compiled code.</summary>
    public IEnumerable<string> Wrong(string heading)
    {
        var rows = this[heading];
        for (var i = 0; i < rows.Length; i++)
            if (rows[i].Source is null)
                yield return $"{rows[i].Type}: there is no such type in {rows[i].File}";
            else if (rows[i].Seen == "call" && !IsCalled(rows, i))
                yield return $"{rows[i].Type}: neither does the row above call it, nor does it lead from a row above to the row below";
            else if (rows[i].Seen == "start" && (i == 0 || !rows[i - 1].StartsProcess))
                yield return $"{rows[i].Type}: the row above starts no process";
    }

    private static bool IsCalled(ChainRow[] rows, int at) =>
        (at > 0 && rows[at - 1].Calls(rows[at]))
        || (at + 1 < rows.Length && rows[at].Calls(rows[at + 1]) && (at == 0 || rows[..at].Any(above => above.Calls(rows[at]))));

    [GeneratedRegex(@"^\| \[`(\w+)`\]\(\.\./([^)]+)\) \| [^|]+ \| (trace|call|start) \|$")]
    private static partial Regex Row();
}

/// <summary>One type on the way.</summary>
/// <param name="File">Below the root of the repository.</param>
/// <param name="Seen"><c>trace</c>, <c>call</c> or <c>start</c>.</param>
internal sealed record ChainRow(string Type, string File, string Seen)
{
    public Type? Source { get; } = Sources.Find(Type, File);

    public bool StartsProcess => Source is { } type && CompiledCalls.Has(type, typeof(ProcessStartInfo));

    public bool Calls(ChainRow other) => Source is { } caller && other.Source is { } called && CompiledCalls.Has(caller, called);
}
