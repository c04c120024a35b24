using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;
using MassagerControl.Chaos.Generation;
using MassagerControl.Chaos.Judging;
using MassagerControl.Chaos.Odd;
using MassagerControl.Chaos.Running;
using MassagerControl.Chaos.Scenarios;

namespace MassagerControl.Chaos;

/// <summary>Runs many seeded sessions with faults at every seam and judges them from outside. Exit code 1 when something was broken.</summary>
internal static class Program
{
    /// <summary>From so many on, every kind of fault must have happened in every phase.</summary>
    public const int EnoughForAll = 1000;

    private const int MostShown = 50;

    private static readonly Option<int> SessionCount = new("--sessions") { Description = "How many sessions.", DefaultValueFactory = _ => EnoughForAll };
    private static readonly Option<int> Seed = new("--seed") { Description = "What all chance comes from.", DefaultValueFactory = _ => 1 };
    private static readonly Option<int[]> Only = new("--only") { Description = "Numbers of single sessions; their course is shown.", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<bool> Odd = new("--odd") { Description = "Only the sessions with odd devices." };
    private static readonly Option<string?> Keep = new("--keep") { Description = "A folder for the scenarios of broken sessions, made as small as they can be." };
    private static readonly Option<string?> File = new("--replay") { Description = "A scenario file to run again." };

    private static int Main(string[] args)
    {
        var command = new RootCommand("Chaos: seeded sessions with faults at every seam, judged by the peripheral's own log.") { SessionCount, Seed, Only, Odd, Keep, File };
        command.SetAction(result => result.GetValue(File) is { } file ? RunFile(file) : Run(result));
        return command.Parse(args).Invoke();
    }

    private static int RunFile(string file)
    {
        var replay = Replay.Of(ScenarioFile.Parse(System.IO.File.ReadAllText(file)));
        Show(replay.Account, replay.Violations);
        return replay.Violations.IsEmpty ? 0 : 1;
    }

    private static int Run(ParseResult options)
    {
        var (seed, only, keep) = (options.GetValue(Seed), options.GetValue(Only) ?? [], options.GetValue(Keep));
        var campaign = new Campaign(seed) { OnlyOdd = options.GetValue(Odd) };
        var shown = 0;
        campaign.Broken += (drawn, violations) =>
        {
            var kept = keep is null ? "" : $" (kept as {Write(keep, drawn.Scenario, violations)})";
            if (Interlocked.Increment(ref shown) <= MostShown)
                Console.WriteLine($"seed {seed}, session {drawn.Scenario.Number}: {violations[0]}{(violations.Length > 1 ? $" and {violations.Length - 1} more" : "")}{kept}");
        };
        campaign.OddBroken += (drawn, violations) =>
        {
            if (Interlocked.Increment(ref shown) <= MostShown)
                Console.WriteLine($"seed {seed}, odd session {drawn.Number}: {violations[0]}");
        };
        var began = Stopwatch.GetTimestamp();
        campaign.Run(only.Length > 0 ? only : Enumerable.Range(0, options.GetValue(SessionCount)));
        var took = Stopwatch.GetElapsedTime(began);
        if (only.Length == 1)
        {
            Show(ScenarioMaker.Make(seed, only[0]).Account, null);
            ShowOdd(OddCaseDraw.Make(seed, only[0]));
        }
        foreach (var line in campaign.Tally.Lines(took))
            Console.WriteLine(line);
        var covered = campaign.Tally.Sessions < EnoughForAll || !campaign.Tally.Missing.Any();
        return campaign.Tally.Broken == 0 && covered ? 0 : 1;
    }

    private static string Write(string folder, Scenario scenario, ImmutableArray<Violation> violations)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"{scenario.Seed}-{scenario.Number}.json");
        var smallest = Campaign.Smallest(scenario, violations[0].Rule);
        System.IO.File.WriteAllText(path, ScenarioFile.Text(smallest with { Note = violations[0].ToString() }));
        return path;
    }

    private static void ShowOdd(OddCase drawn)
    {
        Console.WriteLine($"odd device: {drawn.Script.ToJsonString()}");
        Console.WriteLine($"its profile: {drawn.Profile.ToJsonString()}");
        var course = OddSession.Run(drawn);
        foreach (var line in course.Lines)
            Console.WriteLine(line);
        foreach (var violation in course.Violations)
            Console.WriteLine($"BROKEN {violation}");
    }

    private static void Show(Account account, ImmutableArray<Violation>? violations)
    {
        foreach (var line in SeenLines.Of(account))
            Console.WriteLine(line);
        foreach (var violation in violations ?? Judge.Of(account))
            Console.WriteLine($"BROKEN {violation}");
    }
}
