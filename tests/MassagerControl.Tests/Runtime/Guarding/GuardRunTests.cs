using System.Threading.Channels;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Safety;
using MassagerControl.Core.Timing;
using MassagerControl.Runtime.Guarding;
using MassagerControl.Runtime.Reach;
using MassagerControl.Runtime.Texts;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Runtime.Guarding;

public sealed class GuardRunTests : IDisposable
{
    private readonly VirtualTimeProvider _time = new();
    private readonly LineEnd _toGuard = new();
    private readonly AnswerWriter _fromGuard = new();
    private readonly StringWriter _person = new() { NewLine = "\n" };
    private readonly List<string> _done = [];
    private Func<Task> _onStop = () => Task.CompletedTask;

    [Fact]
    public async Task It_says_that_it_is_ready_and_answers_every_word()
    {
        using var voice = Voice();
        using var run = Run(voice);
        var running = run.RunAsync();

        await _fromGuard.SaysAsync("ready");
        await SayAsync(new(OwnerMessageKind.Arm, 1), "heard 1");
        await SayAsync(new(OwnerMessageKind.Beat, 2), "heard 2");
        _toGuard.Say("done");

        Assert.Equal(GuardEnd.NotNeeded, await running);
        Assert.Empty(_done);
        Assert.Equal("", _person.ToString());
    }

    [Fact]
    public async Task An_owner_that_goes_silent_is_ended_first_then_the_motor_is_stopped_and_the_person_told()
    {
        using var voice = Voice();
        using var run = Run(voice);
        var running = run.RunAsync();
        await SayAsync(new(OwnerMessageKind.Arm, 1), "heard 1");
        await SayAsync(new(OwnerMessageKind.Beat, 2), "heard 2");
        _time.Advance(HardLimits.Lease);

        Assert.Equal(GuardEnd.Stopped, await running);
        voice.Close(TimeSpan.FromSeconds(10));
        Assert.Equal(["owner ended", "terminal restored", "stopped"], _done);
        Assert.Equal(
            "massager guard: the session's process does not answer any more: the guard stops it.\nmassager guard: the motor is off: confirmed by the device.\n",
            _person.ToString());
    }

    [Fact]
    public async Task The_end_of_the_line_is_the_end_of_the_owner()
    {
        using var voice = Voice();
        using var run = Run(voice);
        var running = run.RunAsync();
        await SayAsync(new(OwnerMessageKind.Arm, 1), "heard 1");
        _toGuard.End();

        Assert.Equal(GuardEnd.Stopped, await running);
        Assert.Contains("stopped", _done);
    }

    [Fact]
    public async Task After_a_hand_over_the_owner_is_left_alone()
    {
        using var voice = Voice();
        using var run = Run(voice);
        var running = run.RunAsync();
        await SayAsync(new(OwnerMessageKind.Arm, 1), "heard 1");
        _toGuard.Say("hand-over");

        Assert.Equal(GuardEnd.Stopped, await running);
        Assert.DoesNotContain("owner ended", _done);
        Assert.Contains("stopped", _done);
    }

    [Fact]
    public async Task An_owner_that_does_not_read_is_replaced_all_the_same()
    {
        _fromGuard.Full = true;
        using var voice = Voice();
        using var run = Run(voice);
        var running = run.RunAsync();
        _toGuard.Say("arm 1");
        _toGuard.Say("beat 2");
        _toGuard.End();

        Assert.Equal(GuardEnd.Stopped, await running);
        Assert.Contains("stopped", _done);
        _fromGuard.Full = false;
    }

    [Fact]
    public async Task Nonsense_renews_nothing()
    {
        using var voice = Voice();
        using var run = Run(voice);
        var running = run.RunAsync();
        await SayAsync(new(OwnerMessageKind.Arm, 1), "heard 1");
        await SayAsync(new(OwnerMessageKind.Beat, 2), "heard 2");
        _time.Advance(GuardWatch.Patience - TimeSpan.FromMilliseconds(1));
        _toGuard.Say("beet 3");
        _toGuard.Say("");
        _time.Advance(GuardWatch.Look + TimeSpan.FromMilliseconds(1));

        Assert.Equal(GuardEnd.Stopped, await running);
        Assert.Contains("owner ended", _done);
    }

    [Fact]
    public async Task A_person_hears_at_once_that_the_device_must_be_stopped_by_hand_and_then_that_it_is_off()
    {
        var tries = 0;
        _onStop = () => ++tries < 3 ? throw new MassagerException(MassagerFaultKind.Connection, "out of reach") : Task.CompletedTask;
        using var voice = Voice();
        using var run = Run(voice, TimeProvider.System);
        var running = run.RunAsync();
        await SayAsync(new(OwnerMessageKind.Arm, 1), "heard 1");
        _toGuard.End();

        Assert.Equal(GuardEnd.Stopped, await running);
        voice.Close(TimeSpan.FromSeconds(10));
        var said = _person.ToString().Split('\n');
        Assert.Contains("NOT confirmed that the motor is off (out of reach): press the button on the device now", said[1], StringComparison.Ordinal);
        Assert.Equal("massager guard: the motor is off: confirmed by the device.", said[2]);
        Assert.Equal(3, tries);
    }

    [Theory]
    [InlineData("hand-over", "")]
    [InlineData(null, "the motor is off: confirmed")]
    public async Task A_pipe_is_left_with_a_session_that_ends_in_order_and_read_to_the_result_after_one_that_does_not(string? word, string last)
    {
        using var pipe = new StringWriter { NewLine = "\n" };
        var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var voice = new GuardNotices([new(pipe) { Leave = left.SetResult }, new(_person)], () => { }, Language.English);
        using var run = Run(voice);
        var running = run.RunAsync();
        await SayAsync(new(OwnerMessageKind.Arm, 1), "heard 1");
        if (word is not null)
            _toGuard.Say(word);
        else
            _toGuard.End();

        Assert.Equal(GuardEnd.Stopped, await running);
        voice.Close(TimeSpan.FromSeconds(10));
        Assert.Contains("confirmed by the device", _person.ToString(), StringComparison.Ordinal);
        Assert.Contains(last, pipe.ToString(), StringComparison.Ordinal);
        Assert.Equal(word is null, pipe.ToString().Length > 0);
        if (word is not null)
            await left.Task;
    }

    [Fact]
    public async Task A_pipe_is_left_once_it_is_said_that_the_motor_may_run()
    {
        using var pipe = new StringWriter { NewLine = "\n" };
        var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var tries = 0;
        // The guard goes on only when the pipe is left: it would wait for ever otherwise.
        _onStop = async () =>
        {
            if (++tries == 1)
                throw new MassagerException(MassagerFaultKind.Connection, "out of reach");
            await left.Task;
        };
        using var voice = new GuardNotices([new(pipe) { Leave = left.SetResult }, new(_person)], () => { }, Language.English);
        using var run = Run(voice, TimeProvider.System);
        var running = run.RunAsync();
        await SayAsync(new(OwnerMessageKind.Arm, 1), "heard 1");
        _toGuard.End();

        Assert.Equal(GuardEnd.Stopped, await running);
        Assert.Contains("NOT confirmed that the motor is off (out of reach)", pipe.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("the motor is off: confirmed", pipe.ToString(), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _fromGuard.Dispose();
        _person.Dispose();
    }

    private GuardNotices Voice() => new([new(_person)], () => Note("terminal restored"), Language.English);

    private GuardRun Run(GuardNotices voice) => Run(voice, _time);

    private GuardRun Run(GuardNotices voice, TimeProvider time) => new(new()
    {
        Time = time,
        FromOwner = _toGuard,
        ToOwner = _fromGuard,
        EndOwner = () => Note("owner ended"),
        Rescue = new MotorRescue(() => new RecordingMassager(Plans.Device(5), _time) { OnStop = StopAsync }, time, voice.TryFailed),
        Voice = voice,
    });

    private async Task StopAsync()
    {
        await _onStop();
        Note("stopped");
    }

    private void Note(string what)
    {
        lock (_done)
            _done.Add(what);
    }

    private async Task SayAsync(OwnerMessage word, string answer)
    {
        _toGuard.Say(word.Line());
        await _fromGuard.SaysAsync(answer);
    }

    /// <summary>Lines that the other side reads as they are said.</summary>
    internal sealed class LineEnd : TextReader
    {
        private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

        public void Say(string line) => Assert.True(_lines.Writer.TryWrite(line));

        public void End() => _lines.Writer.TryComplete();

        public override string? ReadLine() =>
            _lines.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult() && _lines.Reader.TryRead(out var line) ? line : null;
    }

    /// <summary>Takes lines, or none while it is full.</summary>
    internal sealed class AnswerWriter : StringWriter
    {
        private readonly List<(string Line, TaskCompletionSource Seen)> _waiting = [];
        private readonly ManualResetEventSlim _room = new(initialState: true);
        private readonly Lock _gate = new();

        public bool Full
        {
            set
            {
                if (value)
                    _room.Reset();
                else
                    _room.Set();
            }
        }

        public override void Write(string? value)
        {
            _room.Wait();
            lock (_gate)
            {
                base.Write(value);
                foreach (var (line, seen) in _waiting)
                    if (ToString().Contains(line + "\n", StringComparison.Ordinal))
                        seen.TrySetResult();
            }
        }

        public Task SaysAsync(string line)
        {
            var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_gate)
            {
                _waiting.Add((line, seen));
                if (ToString().Contains(line + "\n", StringComparison.Ordinal))
                    seen.TrySetResult();
            }
            return seen.Task;
        }

        protected override void Dispose(bool disposing)
        {
            _room.Set();
            base.Dispose(disposing);
        }
    }
}
