using System.Diagnostics;
using MassagerControl.Core.Timing;
using MassagerControl.Devices.Protocols;
using MassagerControl.Runtime.Reach;

namespace MassagerControl.Tests.Runtime.Reach;

/// <summary>The last word of a device, as the next process finds it.</summary>
public sealed class LastWordFileTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("word");
    private readonly VirtualTimeProvider _time = new();

    [Fact]
    public void A_device_that_nobody_has_heard_of_has_said_nothing() => Assert.False(Next().Runs);

    [Fact]
    public void Who_comes_next_is_told_that_it_runs_until_it_says_that_it_stopped()
    {
        Next().Take(runs: true);
        LastWordFile.Finish(Patience);
        Assert.Single(_folder.GetFiles());
        var second = Next();
        Assert.True(second.Runs);
        Assert.False(Next("another").Runs);

        second.Take(runs: false);
        Assert.False(Next().Runs);
        LastWordFile.Finish(Patience);
        Assert.Empty(_folder.GetFiles());
    }

    /// <summary>It may have been switched off by hand since.</summary>
    [Fact]
    public void After_its_time_it_counts_no_more()
    {
        Next().Take(runs: true);
        LastWordFile.Finish(Patience);
        var file = Assert.Single(_folder.GetFiles()).FullName;
        File.SetLastWriteTimeUtc(file, (_time.GetUtcNow() - LastWordFile.Counts).UtcDateTime.AddMinutes(1));
        Assert.True(Next().Runs);

        File.SetLastWriteTimeUtc(file, (_time.GetUtcNow() - LastWordFile.Counts).UtcDateTime);
        Assert.False(Next().Runs);
    }

    [Fact]
    public void What_was_handed_over_and_is_said_again_counts_from_then_on()
    {
        Next().Take(runs: true);
        LastWordFile.Finish(Patience);
        var file = Assert.Single(_folder.GetFiles());
        file.LastWriteTimeUtc = (_time.GetUtcNow() - LastWordFile.Counts).UtcDateTime.AddMinutes(1);
        var second = Next();

        second.Take(runs: true);

        LastWordFile.Finish(Patience);
        file.Refresh();
        Assert.True(file.LastWriteTimeUtc > (_time.GetUtcNow() - LastWordFile.Counts).UtcDateTime.AddMinutes(1));
    }

    /// <summary>A pipe that nobody reads: whoever opens it to write waits for a reader, as on a disk that hangs.</summary>
    [Fact]
    public async Task Nobody_waits_for_the_disk_that_the_word_is_kept_on()
    {
        Next().Take(runs: true);
        LastWordFile.Finish(Patience);
        var file = Assert.Single(_folder.GetFiles()).FullName;
        File.Delete(file);
        using (var making = Process.Start("mkfifo", [file]))
            await making.WaitForExitAsync(TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(file, (_time.GetUtcNow() - LastWordFile.Counts).UtcDateTime);
        var word = Next();

        // A thread of its own: the one of this test must be free to open the pipe for reading.
        var taken = Task.Run(() => word.Take(runs: true), TestContext.Current.CancellationToken);
        await taken.WaitAsync(Patience, TimeProvider.System, TestContext.Current.CancellationToken);

        Assert.True(word.Runs);
        await using (File.OpenRead(file))
            Assert.True(LastWordFile.Finish(Patience));
    }

    [Fact]
    public void A_folder_that_takes_no_file_leaves_the_word_with_its_process()
    {
        var word = LastWordFile.Of(Path.Combine(_folder.FullName, "none"), "device", _time);

        word.Take(runs: true);

        Assert.True(word.Runs);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private LastWord Next(string device = "device") => LastWordFile.Of(_folder.FullName, device, _time);
}
