using System.Collections.Concurrent;
using MassagerControl.Core.Sessions;
using MassagerControl.Core.Timing;
using MassagerControl.Runtime.Keys;
using MassagerControl.Tests.Support;
using static MassagerControl.Tests.Support.FakeInputDevice;

namespace MassagerControl.Tests.Runtime.Keys;

public sealed class StopKeyWatchTests : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly FakeInput _computer = new();
    private readonly VirtualTimeProvider _time = new();
    private readonly BlockingCollection<SessionInput> _posted = [];
    private readonly BlockingCollection<string> _told = [];
    private StopKeyWatch? _watch;

    public void Dispose()
    {
        _watch?.Dispose();
        _posted.Dispose();
        _told.Dispose();
    }

    [Fact]
    public void A_press_is_STOP_and_names_the_key_and_the_device()
    {
        var shutter = _computer.Plug("AB Shutter3", 5, VolumeUp);
        Watch("ab shutter");

        Assert.True(shutter.Grabbed);
        Assert.Equal(["STOP: any key of 'AB Shutter3' (/dev/input/event5)"], _watch!.Held.Select(held => held.Text));
        shutter.Press(VolumeUp);
        Assert.Equal("the key VOLUMEUP of 'AB Shutter3'", Assert.IsType<StopInput>(Posted()).Cause.Text);
    }

    [Fact]
    public void A_key_that_is_held_or_let_go_stops_once_only()
    {
        var shutter = _computer.Plug("AB Shutter3", 5, VolumeUp, VolumeDown);
        Watch("AB Shutter3");

        shutter.PressLong(VolumeUp);
        shutter.Press(VolumeDown);

        Assert.Equal("the key VOLUMEUP of 'AB Shutter3'", Assert.IsType<StopInput>(Posted()).Cause.Text);
        Assert.Equal("the key VOLUMEDOWN of 'AB Shutter3'", Assert.IsType<StopInput>(Posted()).Cause.Text);
    }

    [Fact]
    public void With_a_key_named_number_keys_rate_and_others_do_nothing()
    {
        var remote = _computer.Plug("TV Remote", 5, 2, 11, 28, VolumeUp, VolumeDown);
        Watch("TV Remote:VOLUMEUP", "TV Remote:ENTER");

        foreach (var code in new[] { VolumeDown, 7, 11, 28, VolumeUp })
            remote.Press(code);

        Assert.Equal(new RatedInput(MassagerControl.Core.Discomfort.From(6), StopKeyWatch.Source), Posted());
        Assert.Equal(new RatedInput(MassagerControl.Core.Discomfort.From(10), StopKeyWatch.Source), Posted());
        Assert.Equal("the key ENTER of 'TV Remote'", Assert.IsType<StopInput>(Posted()).Cause.Text);
        Assert.Equal("the key VOLUMEUP of 'TV Remote'", Assert.IsType<StopInput>(Posted()).Cause.Text);
    }

    [Fact]
    public void Without_a_key_named_a_number_key_is_STOP_too()
    {
        var remote = _computer.Plug("TV Remote", 5, 2);
        Watch("TV Remote");

        remote.Press(2);
        Assert.Equal("the key 1 of 'TV Remote'", Assert.IsType<StopInput>(Posted()).Cause.Text);
    }

    [Fact]
    public void Presses_that_the_kernel_threw_away_count_as_STOP()
    {
        var shutter = _computer.Plug("AB Shutter3", 5, VolumeUp, VolumeDown);
        Watch("AB Shutter3:VOLUMEUP");

        shutter.Send(new KeyEvent(0, 3, 0));
        Assert.Equal("presses of 'AB Shutter3' were lost, and STOP may be one of them", Assert.IsType<StopInput>(Posted()).Cause.Text);
    }

    [Fact]
    public void A_device_that_is_several_is_held_whole()
    {
        var media = _computer.Plug("AB Shutter3 Consumer Control", 5, VolumeUp);
        var letters = _computer.Plug("AB Shutter3 Keyboard", 6, 28);
        var pointer = _computer.Plug("AB Shutter3 Mouse", 7);
        Watch("AB Shutter3");

        Assert.True(media.Grabbed && letters.Grabbed && !pointer.Grabbed);
        letters.Press(28);
        Assert.Equal("the key ENTER of 'AB Shutter3 Keyboard'", Assert.IsType<StopInput>(Posted()).Cause.Text);

        // Half of it may lack the very key that is pressed.
        media.Unplug();
        Assert.Contains("'AB Shutter3", Told(), StringComparison.Ordinal);
        Assert.False(_watch!.IsThere);
    }

    [Fact]
    public void One_that_is_gone_is_told_looked_for_and_held_again_under_another_number()
    {
        var shutter = _computer.Plug("AB Shutter3", 5, VolumeUp);
        Watch("AB Shutter3");

        shutter.Unplug();
        Assert.Equal("the stop key 'AB Shutter3' is gone: it stops nothing until it is back", Told());
        Assert.False(_watch!.IsThere);
        Assert.Equal(["the stop key 'AB Shutter3' is gone: it stops nothing until it is back"], _watch.Missing.Select(words => words.Text));
        _time.Advance(StopKeyWatch.LookAgain);
        Assert.Empty(_told);

        var back = _computer.Plug("AB Shutter3", 9, VolumeUp);
        _time.Advance(StopKeyWatch.LookAgain);
        Assert.Equal("the stop key 'AB Shutter3' is back", Told());
        Assert.True(_watch.IsThere && back.Grabbed);
        back.Press(VolumeUp);
        Assert.Equal("the key VOLUMEUP of 'AB Shutter3'", Assert.IsType<StopInput>(Posted()).Cause.Text);
    }

    /// <summary>The press that wakes a shutter is over before anybody can read it; one that lasts is not.</summary>
    [Fact]
    public void A_key_that_is_down_when_its_device_comes_back_is_STOP()
    {
        _computer.Plug("AB Shutter3", 5, VolumeUp).Unplug();
        var shutter = _computer.Plug("AB Shutter3", 5, VolumeUp);
        Watch("AB Shutter3");
        shutter.Unplug();
        Told();

        _computer.Plug("AB Shutter3", 5, VolumeUp).Down = [VolumeUp];
        _time.Advance(StopKeyWatch.LookAgain);

        Assert.Equal("the key VOLUMEUP of 'AB Shutter3'", Assert.IsType<StopInput>(Posted()).Cause.Text);
    }

    /// <summary>The number that a path names may be given to a keyboard next.</summary>
    [Fact]
    public void A_path_means_the_device_that_was_there_first()
    {
        var shutter = _computer.Plug("AB Shutter3", 5, VolumeUp);
        Watch("/dev/input/by-id/event5");
        shutter.Unplug();
        Told();

        var keyboard = _computer.Plug("Keyboard", 5, VolumeUp);
        _time.Advance(StopKeyWatch.LookAgain);
        Assert.False(keyboard.Grabbed);
        Assert.False(_watch!.IsThere);

        _computer.Plug("AB Shutter3", 6, VolumeUp);
        _time.Advance(StopKeyWatch.LookAgain);
        Assert.True(_watch.IsThere);
    }

    [Fact]
    public void A_press_before_there_is_a_session_is_kept_for_it()
    {
        var shutter = _computer.Plug("AB Shutter3", 5, VolumeUp);
        var (watch, _) = StopKeyWatch.Open(_computer.Port, [StopKey.Parse("AB Shutter3")!], _time);
        _watch = watch;
        var early = new ManualResetEventSlim();
        shutter.Press(VolumeUp);
        // Read in order: this one says that the first was taken.
        shutter.Unplug();
        watch!.Told += _ => early.Set();
        Assert.True(!watch.IsThere || early.Wait(Longest, TestContext.Current.CancellationToken));

        watch.HandTo(_posted.Add);
        Assert.Equal("the key VOLUMEUP of 'AB Shutter3'", Assert.IsType<StopInput>(Posted()).Cause.Text);
    }

    [Fact]
    public async Task One_that_another_program_has_is_refused_and_nothing_is_held()
    {
        var free = _computer.Plug("Free", 4, VolumeUp);
        _computer.Plug("AB Shutter3", 5, VolumeUp).Taken = true;

        var (watch, problems) = StopKeyWatch.Open(_computer.Port, [StopKey.Parse("Free")!, StopKey.Parse("AB Shutter3")!], _time);

        Assert.Null(watch);
        Assert.Equal(["--stop-key: 'AB Shutter3' cannot be taken: another program, or another --stop-key, has it for itself"], problems.Select(problem => problem.Text));
        await free.Closed.WaitAsync(Longest, TestContext.Current.CancellationToken);
        Assert.False(free.Grabbed);
    }

    [Fact]
    public async Task At_the_end_the_devices_are_given_back()
    {
        var shutter = _computer.Plug("AB Shutter3", 5, VolumeUp);
        Watch("AB Shutter3");

        _watch!.Dispose();

        await shutter.Closed.WaitAsync(Longest, TestContext.Current.CancellationToken);
        Assert.False(shutter.Grabbed);
    }

    private void Watch(params string[] keys)
    {
        (_watch, var problems) = StopKeyWatch.Open(_computer.Port, StopKey.Joined(keys.Select(key => StopKey.Parse(key)!)), _time);
        Assert.Empty(problems);
        _watch!.Told += words => _told.Add(words.Text);
        _watch.HandTo(_posted.Add);
    }

    private SessionInput Posted() => Next(_posted);

    private string Told() => Next(_told);

    private static T Next<T>(BlockingCollection<T> from)
    {
        Assert.True(from.TryTake(out var next, (int)Longest.TotalMilliseconds, TestContext.Current.CancellationToken));
        return next;
    }
}
