using System.Diagnostics;
using MassagerControl.Runtime.Storage;
using MassagerControl.Tests.App.Cli;

namespace MassagerControl.Tests.Runtime.Storage;

/// <summary>A real disk of one megabyte, where the tests may mount one.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly RunFolder _files = new();
    private readonly bool _mounted;

    public FullDiskTests()
    {
        Directory.CreateDirectory(Disk);
        _mounted = OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", "size=1m", "massager-test", Disk);
        if (!_mounted)
            TestContext.Current.AddWarning("no disk could be mounted here: the full disk is tried by SQLite's own limit of pages only");
    }

    private string Disk => _files.At("disk");

    public void Dispose()
    {
        if (_mounted)
            Run("umount", Disk);
        _files.Dispose();
    }

    [Fact]
    public async Task A_full_disk_refuses_a_session_and_loses_nothing()
    {
        if (!_mounted)
            return;
        Assert.Equal(0, (await Massager.RunAsync("run", "--speed", "max", "--data", Disk)).Exit);
        Fill();

        var run = await Massager.RunAsync("run", "--speed", "max", "--side", "left", "--data", Disk);

        Assert.Equal((2, ""), (run.Exit, run.Out));
        Assert.StartsWith($"massager: {Disk}/", run.Error, StringComparison.Ordinal);
        Assert.Single((await Massager.RunAsync("history", "list", "--data", Disk)).OutLines);
        File.Delete(Path.Combine(Disk, "filler"));
        Assert.Equal(0, (await Massager.RunAsync("run", "--speed", "max", "--side", "left", "--data", Disk)).Exit);
        Assert.Equal(2, (await Massager.RunAsync("history", "list", "--data", Disk)).OutLines.Length);
    }

    [Fact]
    public async Task A_read_only_disk_refuses_a_session_and_shows_the_history()
    {
        if (!_mounted)
            return;
        Assert.Equal(0, (await Massager.RunAsync("run", "--speed", "max", "--data", Disk)).Exit);
        Assert.True(Run("mount", "-o", "remount,ro", Disk));

        var run = await Massager.RunAsync("run", "--speed", "max", "--side", "left", "--data", Disk);

        Assert.Equal((2, ""), (run.Exit, run.Out));
        Assert.Equal($"massager: {Disk}/massager.db: it cannot be opened for writing", Assert.Single(run.ErrorLines));
        Assert.Single((await Massager.RunAsync("history", "list", "--data", Disk)).OutLines);
    }

    [Fact]
    public void A_disk_that_fills_up_meanwhile_is_told_and_what_was_written_stays()
    {
        if (!_mounted)
            return;
        using var store = MassagerStore.Open(Disk).Store!;
        var written = 0;
        void WriteOn()
        {
            while (written < 1_000)
            {
                store.Write(work => new CheckInTable(work).Add(default, new string('x', 10_000), "ok"));
                written++;
            }
        }

        var full = Assert.Throws<StoreException>(WriteOn);

        Assert.Equal($"{store.File}: the disk is full", full.Message);
        Assert.Equal(written, store.Read(work => new CheckInTable(work).All()).Length);
    }

    private void Fill()
    {
        using var filler = File.OpenWrite(Path.Combine(Disk, "filler"));
        try
        {
            while (true)
            {
                filler.Write(new byte[4096]);
                filler.Flush();
            }
        }
        catch (IOException)
        {
        }
    }

    private static bool Run(string program, params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
