using System.Globalization;
using System.Text.Json;
using MassagerControl.Runtime.Os;
using MassagerControl.Tests.Runtime.Storage;

namespace MassagerControl.Tests.Runtime.Guarding;

/// <summary>A virtual peripheral, a session and its guard, each in a process of its own, and a folder for what they write.</summary>
internal sealed class LiveBout : IDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("b");
    private readonly List<LiveProcess> _sessions = [];

    /// <param name="faults">Of the peripheral; the members of the script.</param>
    /// <param name="odd">The file of an odd device that takes its place, or empty.</param>
    public LiveBout(string faults = "", string profile = "sim-percussion-gun", string odd = "")
    {
        Program = Write("brief.json", KillPlan.Program);
        Peripheral = new LivePeripheral(_folder.FullName, faults, profile, odd);
    }

    public LivePeripheral Peripheral { get; }

    public string Program { get; }

    public string Folder => _folder.FullName;

    /// <summary>Where history and running devices are kept, for a session that is given it.</summary>
    public string[] Keeping => ["--data", Data];

    private string Data => Path.Combine(Folder, "data");

    /// <summary>What a session of this bout is started with.</summary>
    public string[] Arguments(params IEnumerable<string> more) =>
        ["run", Program, "--device", Peripheral.Device, "--profiles", Folder, .. more.Contains("--ratings") ? Array.Empty<string>() : ["--person", "steady"], .. more];

    public LiveProcess Run(params IEnumerable<string> more) => Start(Arguments(more));

    /// <summary>With its errors in a file: a guard goes on speaking there, while it leaves a pipe to whoever reads it to its end.</summary>
    public LiveProcess RunWithErrorFile(params IEnumerable<string> more) => Keep(LiveProcess.Start(
        Folder, ["/bin/sh", "-c", "exec \"$@\" 2>>\"$0\"", ErrorFile, .. LiveProgram.Massager, .. Arguments(more)], null));

    /// <summary>What session and guard have written there.</summary>
    public string Errors => File.ReadAllText(ErrorFile).TrimEnd();

    /// <summary>Any command.</summary>
    public LiveProcess Start(params IEnumerable<string> args) => Keep(LiveProcess.Start(Folder, args));

    /// <summary>In a pseudo-terminal.</summary>
    /// <param name="after">Shell commands that follow the session in the same terminal.</param>
    public LiveProcess RunInTerminal(string after, params IEnumerable<string> more)
    {
        // A plain sh ends with the Ctrl-C that its child has taken care of, unless it has something of its own to do then.
        var command = $"trap : INT; {LiveProgram.MassagerText} {string.Join(' ', Arguments(more))}{after}";
        return Keep(LiveProcess.Start(Folder, ["script", "--quiet", "--flush", "--command", command, "/dev/null"], null));
    }

    /// <summary>Begins a session and waits until its motor runs.</summary>
    public async Task<LiveProcess> RunUntilMotorRunsAsync(params IEnumerable<string> more)
    {
        await Peripheral.ReadyAsync();
        var session = Run(more);
        await MotorRunsAsync(session);
        return session;
    }

    /// <summary>Begins a session that is kept, without a warm-up, and waits until its press is written down: until then a kill may lose all of it.</summary>
    public async Task<LiveProcess> RunUntilPressCountsAsync()
    {
        var session = await RunUntilMotorRunsAsync([.. Keeping, "--no-warm-up"]);
        await CountedPress.ReachesAsync(Data, TimeSpan.FromTicks(1));
        return session;
    }

    /// <summary>Waits until a session has its motor running; fails at once when it ends before.</summary>
    public async Task MotorRunsAsync(LiveProcess session)
    {
        var runs = Peripheral.RunsAsync(level => level > 0);
        if (await Task.WhenAny(runs, session.EndsAsync()) != runs && !runs.IsCompleted)
            throw new InvalidOperationException($"it ended before its motor ran:\n{session.Text}");
        await runs;
    }

    private string ErrorFile => Path.Combine(Folder, "errors");

    /// <summary>The process of the guard that has the device now.</summary>
    public int GuardId() => HolderId("guard");

    /// <summary>The process of the session that has the device now.</summary>
    public int OwnerId() => HolderId("owner");

    public void SignalGuard(int signal) => Assert.True(NativeUnix.SignalByNumber(GuardId(), signal));

    public string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose()
    {
        _sessions.ForEach(session => session.Dispose());
        Peripheral.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>Whether a process is there; one that has ended and waits for its parent is not.</summary>
    public static bool Lives(int pid)
    {
        try
        {
            return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat")).Split(") ")[^1][0] != 'Z';
        }
        catch (IOException)
        {
            // Gone, perhaps while it was read.
            return false;
        }
    }

    /// <summary>Completes when a process has ended: one that was killed does so when it gets its turn.</summary>
    public static async Task GoneAsync(int pid)
    {
        while (Lives(pid))
            await Task.Delay(Poll, TestContext.Current.CancellationToken);
    }

    private int HolderId(string role)
    {
        var file = Assert.Single(Directory.GetFiles(Path.Combine(Folder, "massager"), $"*.{role}.json"));
        using var holder = JsonDocument.Parse(File.ReadAllText(file));
        return holder.RootElement.GetProperty("pid").GetInt32();
    }

    private LiveProcess Keep(LiveProcess session)
    {
        _sessions.Add(session);
        return session;
    }
}
