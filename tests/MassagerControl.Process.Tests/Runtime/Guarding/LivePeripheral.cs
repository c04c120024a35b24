using System.Diagnostics;
using System.Text.Json;

namespace MassagerControl.Tests.Runtime.Guarding;

/// <summary><c>massager simulate</c> in a process of its own, with a motor that goes on without a link, and its own log as the only witness.</summary>
internal sealed class LivePeripheral : IDisposable
{
    private readonly LiveProcess _process;

    /// <param name="faults">The members of the script, or empty.</param>
    /// <param name="odd">The file of an odd device, or empty.</param>
    public LivePeripheral(string folder, string faults = "", string profile = "sim-percussion-gun", string odd = "")
    {
        Socket = Path.Combine(folder, "s");
        string[] script = [];
        if (faults.Length > 0)
        {
            var file = Path.Combine(folder, "faults.json");
            File.WriteAllText(file, $$"""{ "faults": [ {{faults}} ] }""");
            script = ["--faults", file];
        }
        if (odd.Length > 0)
            script = ["--odd", odd];
        _process = LiveProcess.Start(
            folder, ["simulate", profile, "--socket", Socket, "--log", "-", "--on-disconnect", "continues", "--profiles", folder, .. script]);
    }

    public string Socket { get; }

    /// <summary>Its process.</summary>
    public int[] All => _process.All;

    public string Device => $"socket:{Socket}";

    /// <summary>Its log: seconds since it was ready, type, and the level of the motor where it changed.</summary>
    public (double At, string Type, int? Level)[] Log =>
        [.. _process.Lines.Where(line => line.Text.StartsWith('{')).Select(line => Parse(line.Text))];

    public int Level => Log.LastOrDefault(line => line.Level is not null).Level ?? 0;

    public Task ReadyAsync() => _process.SeesAsync("is ready at");

    public Task SaysAsync(string type) => _process.SeesAsync($"\"type\":\"{type}\"");

    /// <summary>Completes when the motor's level is such, now or later.</summary>
    public Task RunsAsync(Func<int, bool> level) =>
        _process.SeesAsync(line => line.StartsWith('{') && Parse(line).Level is { } number && level(number));

    /// <summary>Completes when the motor stands still, now or later: what it tells may be read only after the end of the session that stopped it.</summary>
    public Task StandsStillAsync() => _process.SeesAsync(_ => Level == 0);

    /// <returns>The moment in the time of the log. Never later than it really was: a line arrives after it was written.</returns>
    public double TimeOf(long timestamp) => _process.Lines
        .Where(line => line.Text.StartsWith('{'))
        .Max(line => Parse(line.Text).At - Stopwatch.GetElapsedTime(timestamp, line.At).TotalSeconds);

    public void Dispose() => _process.Dispose();

    private static (double At, string Type, int? Level) Parse(string line)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        return (root.GetProperty("t").GetDouble(), root.GetProperty("type").GetString()!, root.TryGetProperty("level", out var level) ? level.GetInt32() : null);
    }
}
