using MassagerControl.Runtime.Reach;

namespace MassagerControl.Tests.Runtime.Reach;

public sealed class DeviceLockTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("locks");
    private readonly LockHolder _first = new(4711, new DateTimeOffset(2026, 3, 1, 18, 30, 0, TimeSpan.Zero), "massager run");

    [Fact]
    public void The_second_is_refused_and_hears_who_has_it()
    {
        using var held = Take().Lock;
        var second = Take();

        Assert.NotNull(held);
        Assert.Null(second.Lock);
        Assert.True(second.HeldBySomebody);
        Assert.Equal($"socket:/tmp/x is in use already: {_first}", second.Refusal?.Text);
        Assert.Contains("massager run, process 4711, since 2026-03-01", second.Refusal?.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_free_again_when_its_holder_lets_go()
    {
        Take().Lock!.Dispose();
        using var second = Take().Lock;

        Assert.NotNull(second);
    }

    [Fact]
    public void What_a_dead_process_left_behind_is_no_obstacle()
    {
        Take().Lock!.Dispose();
        foreach (var file in _folder.GetFiles())
            File.WriteAllText(file.FullName, """{"pid":1,"since":"2026-01-01T00:00:00Z","command":"massager run"}""");
        using var second = Take().Lock;

        Assert.NotNull(second);
    }

    [Fact]
    public void The_words_of_the_holder_are_not_needed_to_know_that_it_is_held()
    {
        using var held = Take().Lock;
        foreach (var file in _folder.GetFiles("*.json"))
            File.WriteAllText(file.FullName, "no JSON");

        Assert.Equal("socket:/tmp/x is in use already: another program", Take().Refusal?.Text);
    }

    [Fact]
    public void Owner_and_guard_are_two_rights_and_devices_have_their_own()
    {
        using var owner = Take().Lock;
        using var guard = Take(LockRole.Guard).Lock;
        using var other = Take(device: "socket:/tmp/y").Lock;

        Assert.All([owner, guard, other], Assert.NotNull);
        Assert.StartsWith("the guard of an earlier session still stops socket:/tmp/x (massager run, process 4711", Take(LockRole.Guard).Refusal?.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nothing_can_be_written_nothing_is_locked()
    {
        var taken = DeviceLock.Take(Path.Combine(_folder.FullName, "none"), "x", LockRole.Owner, _first);

        Assert.Null(taken.Lock);
        Assert.False(taken.HeldBySomebody);
        Assert.Contains("the device cannot be locked", taken.Refusal?.Text, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private LockTry Take(LockRole role = LockRole.Owner, string device = "socket:/tmp/x") => DeviceLock.Take(_folder.FullName, device, role, _first);
}
