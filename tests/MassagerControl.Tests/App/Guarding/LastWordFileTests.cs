using MassagerControl.App.Guarding;
using MassagerControl.Core.Timing;
using MassagerControl.Devices.Protocols;

namespace MassagerControl.Tests.App.Guarding;

/// <summary>The last word of a device, as the next process finds it.</summary>
public sealed class LastWordFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("word");
    private readonly VirtualTimeProvider _time = new();

    [Fact]
    public void A_device_that_nobody_has_heard_of_has_said_nothing() => Assert.False(Next().Runs);

    [Fact]
    public void Who_comes_next_is_told_that_it_runs_until_it_says_that_it_stopped()
    {
        Next().Take(runs: true);
        var second = Next();
        Assert.True(second.Runs);
        Assert.False(Next("another").Runs);

        second.Take(runs: false);
        Assert.False(Next().Runs);
        Assert.Empty(_folder.GetFiles());
    }

    /// <summary>It may have been switched off by hand since.</summary>
    [Fact]
    public void After_its_time_it_counts_no_more()
    {
        Next().Take(runs: true);
        var file = Assert.Single(_folder.GetFiles()).FullName;
        File.SetLastWriteTimeUtc(file, (_time.GetUtcNow() - LastWordFile.Counts).UtcDateTime.AddMinutes(1));
        Assert.True(Next().Runs);

        File.SetLastWriteTimeUtc(file, (_time.GetUtcNow() - LastWordFile.Counts).UtcDateTime);
        Assert.False(Next().Runs);
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
