using MassagerControl.Runtime.Storage;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.App.Cli;

/// <summary>A data folder that cannot be read is never told as an empty one: exit code 2, with the folder and the reason.</summary>
public sealed class HiddenDataTests : IDisposable
{
    private readonly DataRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public Task A_file_in_place_of_the_folder() => IsToldAsync(() => File.WriteAllText(_run.Data, ""), _run.Data);

    [Fact]
    public Task A_file_in_place_of_a_folder_above_it() =>
        IsToldAsync(() => File.WriteAllText(_run.At("file"), ""), Path.Combine(_run.At("file"), "data"), $"{_run.At("file")} is no folder");

    [Fact]
    public Task Links_that_lead_around_in_a_circle() =>
        IsToldAsync(() => File.CreateSymbolicLink(_run.Data, _run.Data), _run.Data, "links lead around in a circle");

    [Fact]
    public Task A_link_to_a_disk_that_is_not_there() =>
        IsToldAsync(() => Directory.CreateSymbolicLink(_run.Data, _run.At("stick")), _run.Data, $"it is a link to {_run.At("stick")}, which is not there");

    [Fact]
    public Task A_folder_in_place_of_the_database() =>
        IsToldAsync(() => Directory.CreateDirectory(_run.Database), _run.Database, "it is a folder");

    [Fact]
    public async Task A_damaged_database_is_told_by_whatever_only_looks()
    {
        Directory.CreateDirectory(_run.Data);
        await File.WriteAllTextAsync(_run.Database, new string('x', 10_000), TestContext.Current.CancellationToken);

        foreach (var command in DataReaders.Commands.Where(DataReaders.OnlyLooks))
        {
            var run = await Massager.RunAsync(Parts(), [.. command, "--data", _run.Data]);
            Assert.True(run is { Exit: 2 } && run.Error.Contains($"{_run.Database}: it is damaged", StringComparison.Ordinal), $"{string.Join(' ', command)}: {run}");
        }
    }

    /// <summary>It opens the store for writing, so a damaged one is set aside; whether the place was locked nobody knows then.</summary>
    [Fact]
    public async Task A_place_is_not_called_unlocked_because_the_database_is_damaged()
    {
        Directory.CreateDirectory(_run.Data);
        await File.WriteAllTextAsync(_run.Database, new string('x', 10_000), TestContext.Current.CancellationToken);

        var run = await Massager.RunAsync(Parts(), "areas", "unlock", "lower-back", "--side", "left", "--data", _run.Data);

        Assert.Equal((2, ""), (run.Exit, run.Out));
        Assert.Contains($"massager: {_run.Database} is damaged; it was set aside as massager.db.corrupt-1 and a new one was begun", run.ErrorLines);
        Assert.Contains("massager: lower-back left: no copy says that it is locked, and what the damaged file said is not known", run.ErrorLines);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_yet_is_empty()
    {
        Assert.Equal(0, (await _run.HistoryAsync("list")).Exit);
        Assert.Equal(0, (await Massager.RunAsync(_run.Shipped, "devices", "--data", _run.Data)).Exit);
        Assert.Equal(0, (await Massager.RunAsync(_run.Shipped, "stop", "--left", "--data", _run.Data)).Exit);
        Assert.False(Path.Exists(_run.Data));
    }

    [Fact]
    public async Task A_ledger_that_cannot_be_read_is_no_empty_one()
    {
        await File.WriteAllTextAsync(_run.At("file"), "", TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(_run.At("gone.jsonl"), _run.At("stick.jsonl"));

        var below = await Massager.RunAsync("run", "--speed", "max", "--ledger", Path.Combine(_run.At("file"), "ledger"));
        var gone = await Massager.RunAsync("run", "--speed", "max", "--ledger", _run.At("gone.jsonl"));

        Assert.Equal((2, ""), (below.Exit, below.Out));
        Assert.Equal($"massager: {Path.Combine(_run.At("file"), "ledger")}: cannot be read: {_run.At("file")} is no folder", Assert.Single(below.ErrorLines));
        Assert.Equal((2, $"massager: {_run.At("gone.jsonl")}: cannot be read: it is a link to {_run.At("stick.jsonl")}, which is not there"), (gone.Exit, Assert.Single(gone.ErrorLines)));
    }

    [Fact]
    public void A_copy_that_cannot_be_read_is_no_empty_one()
    {
        File.WriteAllText(_run.At("file"), "");

        var error = Assert.Throws<StoreException>(() => new DoseCopy(Path.Combine(_run.At("file"), DoseCopy.FileName)).Read());

        Assert.EndsWith($"cannot be read: {_run.At("file")} is no folder", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_motor_waits_for_no_folder()
    {
        await using var served = new ServedPeripheral();
        await File.WriteAllTextAsync(_run.Data, "", TestContext.Current.CancellationToken);
        var parts = _run.Shipped with { FindDevice = new MassagerControl.Runtime.Reach.DeviceSetup(_run.Shipped.Radios).Find };

        var stop = await Massager.RunAsync(parts, "stop", $"socket:{served.Path}", "--data", _run.Data);

        Assert.Equal(0, stop.Exit);
        Assert.Contains("the motor is confirmed off.", stop.Out, StringComparison.Ordinal);
        Assert.Contains("it is no folder", stop.Error, StringComparison.Ordinal);
    }

    private async Task IsToldAsync(Action spoil, string named, string reason = "it is no folder")
    {
        spoil();
        var data = named.EndsWith(MassagerStore.FileName, StringComparison.Ordinal) ? _run.Data : named;
        foreach (var command in DataReaders.Commands)
        {
            var run = await Massager.RunAsync(Parts(), [.. command, "--data", data]);
            Assert.True(run is { Exit: 2, Out: "" }, $"{string.Join(' ', command)}: {run}");
            if (DataReaders.OnlyLooks(command))
                Assert.EndsWith($"{named}: {(named == data ? "the data folder " : "")}cannot be read: {reason}", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        }
    }

    private MassagerControl.App.Cli.AppParts Parts() => _run.Shipped with { FindDevice = new MassagerControl.Runtime.Reach.DeviceSetup(_run.Shipped.Radios).Find };
}
