using MassagerControl.App.Cli;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Screening;
using MassagerControl.Runtime.Storage;
using MassagerControl.Tests.App.Terminal;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.App.Cli;

/// <summary>Runs with a data folder, on the simulator, by a clock that the test sets.</summary>
internal sealed class DataRun : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory();

    public TestClock Clock { get; } = new() { Boot = new("boot-1", TimeSpan.FromHours(50)) };

    public string Data => Path.Combine(_root.FullName, "data");

    public string Database => Path.Combine(Data, MassagerStore.FileName);

    public string Copy => Path.Combine(Data, DoseCopy.FileName);

    /// <summary>The simulator.</summary>
    public AppParts Shipped => Parts(Massager.ShippedParts());

    public string At(string name) => Path.Combine(_root.FullName, name);

    /// <summary>A simulated device that the test holds.</summary>
    public AppParts Bench(Action<BenchMassager> made) => Parts(Massager.BenchParts(5, made));

    public Task<Massager> RunAsync(params string[] args) => RunAsync(Shipped, ["--data", Data, .. args]);

    public static Task<Massager> RunAsync(AppParts parts, params string[] args) => Massager.RunAsync(parts, ["run", "--speed", "max", .. args]);

    /// <summary>A session with a real device, on a terminal: begun, and stopped within the first press. Without <c>--data</c> it is kept where a person's data lies.</summary>
    /// <param name="refused">It does not begin.</param>
    public Task<Massager> RunRealAsync(bool refused, params string[] args) => RunRealAsync(refused, (terminal, asked) => terminal.Type('\r', ConsoleKey.Enter), args);

    /// <param name="after">Answers how much it hurts after the session; told from which write on nothing was asked yet.</param>
    /// <inheritdoc cref="RunRealAsync(bool, string[])"/>
    public async Task<Massager> RunRealAsync(bool refused, Action<FakeTerminal, int> after, params string[] args)
    {
        var checkIn = await CheckInFileAsync();
        using var terminal = new FakeTerminal();
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var line = new CommandLine(new AppConsole(output, error, terminal.Port()), Real());
        // A session that begins all the same must not wait for a key that nobody presses.
        if (refused)
            terminal.EndInput();
        var running = line.RunAsync(["run", "--no-warm-up", "--check-in", checkIn, .. args], TestContext.Current.CancellationToken);
        if (!refused)
        {
            var ready = terminal.Await("ENTER");
            terminal.Type('\r', ConsoleKey.Enter);
            var leans = terminal.Await("Lean in slowly", ready);
            terminal.Type(' ', ConsoleKey.Spacebar);
            after(terminal, terminal.Await("How much does it hurt there now? Before it was 4.", leans));
        }
        return new(await running, output.ToString(), error.ToString());
    }

    /// <summary>Answers of somebody whom nothing ails, and whom it hurts there.</summary>
    public async Task<string> CheckInFileAsync(int pain = 4)
    {
        var checkIn = At("check-in.json");
        await File.WriteAllTextAsync(checkIn, CheckIn(pain), TestContext.Current.CancellationToken);
        return checkIn;
    }

    public Task<Massager> HistoryAsync(params string[] args) => Massager.RunAsync(Shipped, ["history", .. args, "--data", Data]);

    /// <summary>The first session in a place may be a minute long only: have it, and wait until the next may begin.</summary>
    public async Task BeTreatedBeforeAsync(params string[] args)
    {
        Assert.Equal(0, (await RunAsync(args)).Exit);
        Clock.Pass(25);
    }

    public T Read<T>(Func<Transaction, T> read)
    {
        using var store = MassagerStore.OpenExisting(Data).Store!;
        return store.Read(read);
    }

    public void Dispose() => _root.Delete(recursive: true);

    private AppParts Parts(AppParts parts) => parts with
    {
        WallClock = Clock,
        Boot = () => Clock.Boot,
        Variable = name => name switch
        {
            "XDG_DATA_HOME" => At("share"),
            "XDG_STATE_HOME" => At("state"),
            _ => null,
        },
    };

    private AppParts Real()
    {
        var found = Massager.BenchParts(5, _ => { }).FindDevice;
        return Parts(Massager.ShippedParts()) with
        {
            FindDevice = wish => found(wish) is var choice
                ? choice with { Traits = choice.Traits! with { Simulated = false, Device = "the ball", OnDisconnect = OnDisconnect.Stops } }
                : throw new InvalidOperationException(),
        };
    }

    private string CheckIn(int pain)
    {
        var answers = CheckIns.AllClear.Select(answer => $"\"{answer.Key}\": {(answer.Value is SaidRating ? $"{pain}" : "\"no\"")}");
        return $$"""{ "answered": "{{Clock.Now:yyyy-MM-ddTHH:mm:ssZ}}", "answers": { {{string.Join(", ", answers)}} } }""";
    }
}
