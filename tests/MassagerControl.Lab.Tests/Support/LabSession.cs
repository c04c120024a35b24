using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using MassagerControl.Runtime.CheckIn;
using MassagerControl.Runtime.Os;
using MassagerControl.Tests.Runtime.Guarding;

namespace MassagerControl.Lab.Tests.Support;

/// <summary><c>massager run</c> on a terminal, with a person's keys, on a device that was paired before.</summary>
internal sealed class LabSession : IDisposable
{
    /// <summary>STOP.</summary>
    public const char Space = ' ';

    private readonly LabFolder _folder;
    private readonly LiveProcess _process;

    private LabSession(LabFolder folder, LiveProcess process) => (_folder, _process) = (folder, process);

    public int ExitCode => _process.ExitCode;

    public string Said => _process.Text;

    /// <summary>Of the program itself, not of its terminal.</summary>
    public int Id => int.Parse(File.ReadAllText($"/proc/{_process.Id}/task/{_process.Id}/children").Split(' ')[0], CultureInfo.InvariantCulture);

    /// <summary>Its event log; complete when it has ended.</summary>
    public JsonElement[] Events => [.. File.ReadAllLines(_folder.At("events.jsonl")).Where(line => line.EndsWith('}')).Select(Parse)];

    /// <summary>The frames that it wrote, as hex.</summary>
    public string[] Frames => [.. Of("write").Select(one => one.GetProperty("hex").GetString()!)];

    /// <summary>Two presses of five seconds, with nothing before and after: short enough for a test in real time.</summary>
    public static LabSession Short(LabFolder folder, int press = 5, params string[] more) => Start(folder, [folder.Write("short.json", $$"""
        {
          "id": "short", "name": "Short", "summary": "For tests.", "sources": [ { "title": "none", "says": "nothing" } ],
          "band": { "low": 5, "high": 7 }, "tools": ["gun", "ball", "roller"],
          "steps": [ { "do": "cycle", "press": { "shortest": {{press}}, "usual": {{press}}, "longest": {{press}} }, "ramp": 1, "release": 5,
            "reps": { "fewest": 2, "usual": 2, "most": 2 }, "target": 100 } ]
        }
        """), .. more]);

    public static LabSession Start(LabFolder folder, params IEnumerable<string> args) => new(folder, folder.StartOnTerminal(
        ["run", .. args, "--check-in", CheckIn(folder), "--events", folder.At("events.jsonl"), "--trace"]));

    /// <summary>Makes sure that nothing moved before, and begins.</summary>
    public async Task BeginAsync(AirPeripheral peripheral)
    {
        await SeesAsync("Press ENTER");
        Assert.DoesNotContain(peripheral.Log, one => one.Type == "motor");
        await PressAsync('\r');
    }

    /// <summary>Completes when the screen shows it, now or later.</summary>
    public Task SeesAsync(string text) => _process.SeesAsync(text);

    /// <summary>Completes when the screen shows both in one line, now or later.</summary>
    public Task SeesAsync(string first, string second) =>
        _process.SeesAsync(line => line.Contains(first, StringComparison.Ordinal) && line.Contains(second, StringComparison.Ordinal));

    /// <returns>The moment of the key (a <see cref="Stopwatch"/> timestamp).</returns>
    public async Task<long> PressAsync(char key)
    {
        var at = Stopwatch.GetTimestamp();
        await _process.Input.WriteAsync(key);
        await _process.Input.FlushAsync();
        return at;
    }

    /// <returns>The moment of a sudden death (a <see cref="Stopwatch"/> timestamp).</returns>
    public long Kill()
    {
        var at = Stopwatch.GetTimestamp();
        NativeUnix.SignalByNumber(Id, LiveProcess.Kill);
        return at;
    }

    /// <returns>Its exit code.</returns>
    public async Task<int> EndsAsync()
    {
        var ended = _process.EndsAsync();
        // Where it is asked how much it hurts now, this person does not say; most ends ask nothing, and nobody is there for a key.
        var asked = SeesAsync("How much does it hurt there now?");
        await Task.WhenAny(ended, asked);
        if (asked.IsCompletedSuccessfully && !ended.IsCompleted)
            await PressAsync('\r');
        await ended;
        return _process.ExitCode;
    }

    public JsonElement[] Of(string type) => [.. Events.Where(one => one.GetProperty("type").GetString() == type)];

    public JsonElement End() => Assert.Single(Of("session-ended"));

    public void Dispose()
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"The session:\n{_process.Text}\n{(File.Exists(_folder.At("events.jsonl")) ? File.ReadAllText(_folder.At("events.jsonl")) : "no events")}");
        _process.Dispose();
    }

    /// <summary>Answers of somebody whom nothing speaks against.</summary>
    /// <summary>A file in which nothing speaks against a session.</summary>
    public static string CheckIn(LabFolder folder)
    {
        var answers = QuestionFile.Read(QuestionFile.Shipped).Value!.All
            .Where(question => question.When is null)
            .Select(question => $"\"{question.Id}\": {(question.Answer == MassagerControl.Core.Screening.AnswerKind.Rating ? "4" : "\"no\"")}");
        var now = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return folder.Write("check-in.json", $$"""{ "answered": "{{now}}", "answers": { {{string.Join(", ", answers)}} } }""");
    }

    private static JsonElement Parse(string line)
    {
        using var document = JsonDocument.Parse(line);
        return document.RootElement.Clone();
    }
}
