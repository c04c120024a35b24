using MassagerControl.App.Cli;
using MassagerControl.Devices.Captures.Files;
using MassagerControl.Tests.Devices.Captures.Cleaning;

namespace MassagerControl.Tests.App.Cli;

public sealed class CapturesCleanCommandTests : IDisposable
{
    private readonly DataRun _run = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("massager-clean-");

    private string Capture => Path.Combine(_folder.FullName, "phone.log");

    private string Output => Path.Combine(_folder.FullName, "clean.log");

    public void Dispose()
    {
        _run.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_cleaned_capture_is_written_and_no_file_is_written_over()
    {
        File.WriteAllBytes(Capture, [.. CrowdedCapture.Hci(CaptureFormat.BtsnoopH4), 1, 2, 3]);

        var first = await CleanAsync(Capture, Output);
        Assert.Equal(ExitCode.Completed, first.Exit);
        Assert.Contains("of one device, which is C0:00:00:00:00:01 in it; ", first.Out, StringComparison.Ordinal);
        Assert.Contains("the last record is cut off: 3 of 24 bytes of its head are there", first.Error, StringComparison.Ordinal);
        var written = File.ReadAllBytes(Output);

        var second = await CleanAsync(Capture, Output);
        Assert.Equal(ExitCode.BadInput, second.Exit);
        Assert.Contains($"{Output}: is there already: name a new file", second.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.BadInput, (await CleanAsync(Capture, Capture)).Exit);
        Assert.Equal(written, File.ReadAllBytes(Output));
    }

    [Fact]
    public async Task What_cannot_be_read_or_written_is_told_and_leaves_no_file()
    {
        var missing = await CleanAsync(Capture, Output);
        Assert.Equal(ExitCode.BadInput, missing.Exit);
        Assert.Contains($"{Capture}: cannot be read", missing.Error, StringComparison.Ordinal);
        File.WriteAllText(Capture, "no capture");
        Assert.Equal(ExitCode.BadInput, (await CleanAsync(Capture, Output)).Exit);
        File.WriteAllBytes(Capture, CrowdedCapture.Hci(CaptureFormat.BtsnoopH4));
        Assert.Equal(ExitCode.BadInput, (await CleanAsync(Capture, Output, "--device", "00:00:00:00:00:07")).Exit);
        Assert.Equal(ExitCode.BadInput, (await CleanAsync(Capture, Path.Combine(_folder.FullName, "none", "x"))).Exit);

        Assert.Equal([Capture], Directory.GetFiles(_folder.FullName));
    }

    [Fact]
    public async Task A_bug_report_takes_a_cleaned_capture_along()
    {
        File.WriteAllBytes(Capture, CrowdedCapture.Hci(CaptureFormat.BtsnoopH4));

        Assert.Equal(ExitCode.Completed, (await Massager.RunAsync(_run.Shipped, "doctor", "--bundle", Output, "--capture", Capture, "--yes", "--data", _run.Data)).Exit);

        var bytes = File.ReadAllBytes(Output + ".capture");
        Assert.All(CrowdedCapture.Secrets, secret => Assert.Equal(-1, bytes.AsSpan().IndexOf(secret)));
    }

    private Task<Massager> CleanAsync(params string[] args) => Massager.RunAsync(_run.Shipped, ["captures", "clean", .. args]);
}
