using MassagerControl.Core.Massagers;
using MassagerControl.Core.Timing;
using MassagerControl.Runtime.Os;
using MassagerControl.Runtime.Reach;
using MassagerControl.Runtime.Storage;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Runtime.Reach;

/// <summary>Somebody does not wait until what an earlier session left running is stopped. That it is stopped at all is <c>UncleanStartTests</c>.</summary>
public sealed class OrphanedDevicesTests : IDisposable
{
    private const string More = "interrupted, but the motor may still run: the stop is tried for 5 s more. Interrupt it again to end at once";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("o");
    private readonly VirtualTimeProvider _time = new();
    private readonly CancellationTokenSource _once = new();
    private readonly CancellationTokenSource _twice = new();
    private readonly List<string> _told = [];
    private readonly List<string> _tried = [];
    private readonly TaskCompletionSource _named = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _wanted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task An_interrupted_stop_is_tried_for_five_seconds_more_and_then_names_the_button()
    {
        var stopping = Stop(_ => Unreachable());
        _time.Advance(TimeSpan.FromSeconds(1));
        var tried = _tried.Count;
        _once.Cancel();
        Assert.Equal(More, _told[^1]);
        _time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.True(_tried.Count > tried && !stopping.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(0.1));

        Assert.False(await stopping);
        Assert.Equal("it is NOT confirmed that socket:/one is off (interrupted): press the button on the device now", _told[^1]);
        Assert.Equal(["socket:/one"], Left());
    }

    [Fact]
    public async Task A_motor_that_is_off_soon_after_is_told_as_confirmed()
    {
        var answer = new TaskCompletionSource();
        var stopping = Stop(_ => answer.Task);
        _once.Cancel();
        _time.Advance(TimeSpan.FromSeconds(4));
        answer.SetResult();

        Assert.True(await stopping);
        Assert.Equal([More, "socket:/one is off: confirmed by the device"], _told[1..]);
        Assert.Empty(Left());
    }

    /// <summary>Also where a driver hears of nothing any more.</summary>
    [Fact]
    public async Task Who_asks_twice_waits_for_nothing_but_a_moment_for_the_link()
    {
        var hung = new TaskCompletionSource();
        var stopping = Stop(_ => hung.Task);
        _once.Cancel();
        _twice.Cancel();
        await _named.Task;
        Assert.False(stopping.IsCompleted);
        hung.SetResult();

        Assert.False(await stopping);
        Assert.Equal("it is NOT confirmed that socket:/one is off (interrupted): press the button on the device now", _told[^1]);
        Assert.Equal(["socket:/one"], Left());
    }

    [Fact]
    public async Task Every_device_that_is_not_tried_any_more_is_named()
    {
        var hung = new TaskCompletionSource();
        var stopping = Stop(_ => hung.Task, "socket:/one", "socket:/two");
        _once.Cancel();
        _twice.Cancel();
        await _named.Task;
        hung.SetResult();

        Assert.False(await stopping);
        Assert.Equal(["socket:/one"], _tried);
        Assert.Contains("it is NOT confirmed that socket:/two is off (interrupted): press the button on the device now", _told);
    }

    /// <summary>Without an interruption another device that may run keeps nobody from a session with this one.</summary>
    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task After_an_interruption_also_another_device_counts(bool interrupted, bool expected)
    {
        var answer = new TaskCompletionSource();
        var stopping = Stop(device => device == "socket:/two" ? Unreachable() : answer.Task, "socket:/two", "socket:/one");
        _time.Advance(TimeSpan.FromSeconds(5));
        await _wanted.Task;
        if (interrupted)
            _once.Cancel();
        answer.SetResult();

        Assert.Equal(expected, await stopping);
    }

    [Fact]
    public async Task Where_nothing_was_left_nothing_is_said()
    {
        _once.Cancel();

        Assert.True(await Stop(_ => Unreachable(), []));
        Assert.Empty(_told);
    }

    public void Dispose()
    {
        _once.Dispose();
        _twice.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>The next start wants the device <c>socket:/one</c>.</summary>
    private Task<bool> Stop(Func<string, Task> onStop) => Stop(onStop, "socket:/one");

    private Task<bool> Stop(Func<string, Task> onStop, params string[] left)
    {
        using (var store = MassagerStore.Open(_folder.FullName).Store!)
            foreach (var device in left)
                store.Write(work => new RunningDevices(work).Mark(device, null, null, new OwnerProcess(1, "elsewhere"), _time.GetUtcNow()));
        return new OrphanedDevices(Find, _time, line => Tell(line.Text)).StopAsync(new("", null, Trace: false, "") { Data = _folder.FullName }, "socket:/one", new(_once.Token, _twice.Token));

        ResolvedDevice Find(DeviceRequest wish) => new(Plans.Device(5), _ => new(Massager(wish.Id), null), []) { Reach = new(wish.Id, "", _ => Task.CompletedTask) };

        IMassager Massager(string device) => new RecordingMassager(Plans.Device(5), _time)
        {
            OnStop = () =>
            {
                _tried.Add(device);
                if (device == "socket:/one")
                    _wanted.TrySetResult();
                return onStop(device);
            },
        };
    }

    private void Tell(string line)
    {
        _told.Add(line);
        if (line.Contains("NOT confirmed", StringComparison.Ordinal))
            _named.TrySetResult();
    }

    private static Task Unreachable() => throw new MassagerException(MassagerFaultKind.Connection, "out of reach");

    private string[] Left()
    {
        using var store = MassagerStore.Open(_folder.FullName).Store!;
        return [.. store.Read(work => new RunningDevices(work).All()).Select(device => device.Device)];
    }
}
