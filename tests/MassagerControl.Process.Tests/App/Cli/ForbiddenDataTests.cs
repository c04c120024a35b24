using System.Diagnostics;
using System.Runtime.Versioning;
using MassagerControl.Runtime.Storage;
using MassagerControl.Tests.Runtime.Guarding;

namespace MassagerControl.Tests.App.Cli;

/// <summary>A data folder that may not be entered is never told as an empty one. In processes of their own: a user who may enter every folder gives that right up first.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ForbiddenDataTests : IDisposable
{
    private readonly RunFolder _files = new();

    private string Data => _files.At("data");

    public void Dispose()
    {
        File.SetUnixFileMode(Data, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        _files.Dispose();
    }

    [Fact]
    public async Task A_folder_that_may_not_be_entered()
    {
        Assert.Equal(0, (await Massager.RunAsync("run", "--speed", "max", "--data", Data)).Exit);
        Assert.Single((await RunAsync("history", "list")).OutLines);
        File.SetUnixFileMode(Data, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        foreach (var command in DataReaders.Commands)
        {
            var run = await RunAsync(command);
            Assert.True(run is { Exit: 2, Out: "" }, $"{string.Join(' ', command)}: {run}");
            if (DataReaders.OnlyLooks(command))
                Assert.EndsWith($"{Path.Combine(Data, MassagerStore.FileName)}: cannot be read: access is denied", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        }
    }

    private async Task<Massager> RunAsync(params string[] args)
    {
        // The two capabilities by which Linux lets root into every folder: a program that root starts is without them once they are out of this set.
        string[] limits = Environment.IsPrivilegedProcess ? ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"] : [];
        string[] whole = [.. limits, .. LiveProgram.Massager, .. args, "--data", Data];
        using var process = Process.Start(new ProcessStartInfo(whole[0], whole[1..]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new(process.ExitCode, await output, await error);
    }
}
