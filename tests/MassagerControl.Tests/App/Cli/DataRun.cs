using MassagerControl.App.Cli;
using MassagerControl.App.Storage;
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

    /// <summary>What a real device has: a data folder without being asked.</summary>
    public AppParts Real(int levels = 5, Action<BenchMassager>? made = null) => Parts(Massager.BenchParts(levels, made ?? (_ => { }))) with
    {
        FindDevice = wish => Massager.BenchParts(levels, made ?? (_ => { })).FindDevice(wish) is var found
            ? found with { Traits = found.Traits! with { Simulated = false, Device = wish.Id } }
            : throw new InvalidOperationException(),
    };

    public Task<Massager> RunAsync(params string[] args) => RunAsync(Shipped, ["--data", Data, .. args]);

    public static Task<Massager> RunAsync(AppParts parts, params string[] args) => Massager.RunAsync(parts, ["run", "--speed", "max", .. args]);

    public Task<Massager> HistoryAsync(params string[] args) => Massager.RunAsync(Shipped, ["history", .. args, "--data", Data]);

    /// <summary>The first session in a place may be a minute long only: have it, and wait until the next may begin.</summary>
    public async Task BeTreatedBeforeAsync(params string[] args)
    {
        Assert.Equal(0, (await RunAsync(args)).Exit);
        Clock.Pass(25);
    }

    public T Read<T>(Func<StoreWork, T> read)
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
}
