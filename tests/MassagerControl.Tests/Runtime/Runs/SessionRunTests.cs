using System.Collections.Concurrent;
using MassagerControl.Core.Safety;
using MassagerControl.Core.Sessions;
using MassagerControl.Core.Timing;
using MassagerControl.Runtime.People;
using MassagerControl.Runtime.Reach;
using MassagerControl.Runtime.Runs;
using MassagerControl.Tests.App.Cli;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Runtime.Runs;

public sealed class SessionRunTests : IDisposable
{
    private readonly ShiftedClock _clock = new();

    public void Dispose() => _clock.Dispose();

    [Fact]
    public async Task A_wall_clock_that_jumps_under_a_press_pauses_the_session()
    {
        var paused = new List<PauseReason>();
        await RunAsync(run =>
        {
            run.Told += told =>
            {
                if (told is PhaseEntered { Phase: SessionPhase.Hold })
                    _clock.Shift = TimeSpan.FromHours(1);
            };
            run.Changed += snapshot => paused.Add(snapshot.Session.Pause);
        });

        Assert.Contains(PauseReason.ClockJumped, paused);
    }

    /// <summary>Whatever must be done with every renewal is done by its timer: a session that waits wakes its computer once.</summary>
    [Fact]
    public async Task One_timer_ticks_with_every_renewal()
    {
        await RunAsync(static _ => { });

        Assert.Single(_clock.Periods, HardLimits.Renewal);
    }

    private async Task RunAsync(Action<SessionRun> watch)
    {
        var motor = new SimulatedMotor(null);
        var setup = new RunSetup
        {
            Plan = Plans.Bare(reps: 2),
            Massager = _ => new(new BenchMassager(motor.Deliver), motor),
            Speed = null,
            OwnClock = () => _clock,
            Companions = [SimulatedPerson.For(SimulatedPersonModel.Steady)],
        };
        await using var run = new SessionRun(setup, new SessionOutput(null, null), watch: null);
        watch(run);
        await run.RunAsync();
    }

    /// <summary>Virtual time whose wall clock can be set, and which knows the periods of its timers.</summary>
    private sealed class ShiftedClock : SessionClock
    {
        private readonly ConcurrentQueue<Action> _actions = new();
        private readonly ShiftedTime _time = new();

        public TimeSpan Shift
        {
            set => _time.Shift = value;
        }

        public IReadOnlyList<TimeSpan> Periods => _time.Periods;

        public override TimeProvider Time => _time;

        public override void Post(Action action) => _actions.Enqueue(action);

        public override Task RunUntilAsync(Task task)
        {
            while (!task.IsCompleted)
                if (_actions.TryDequeue(out var action))
                    action();
                else
                    Assert.True(_time.Inner.RunNext());
            return Task.CompletedTask;
        }

        public override void Dispose()
        {
        }
    }

    private sealed class ShiftedTime : TimeProvider
    {
        public VirtualTimeProvider Inner { get; } = new();

        public TimeSpan Shift { get; set; }

        public List<TimeSpan> Periods { get; } = [];

        public override long TimestampFrequency => Inner.TimestampFrequency;

        public override long GetTimestamp() => Inner.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => Inner.GetUtcNow() + Shift;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Periods.Add(period);
            return Inner.CreateTimer(callback, state, dueTime, period);
        }
    }
}
