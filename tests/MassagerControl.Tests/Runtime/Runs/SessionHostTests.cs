using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.People;
using MassagerControl.Runtime.Reach;
using MassagerControl.Runtime.Runs;
using MassagerControl.Tests.App.Cli;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Runtime.Runs;

public sealed class SessionHostTests
{
    private readonly SessionHost _host = new();

    [Fact]
    public async Task Stop_all_ends_every_session_and_each_that_is_still_to_begin()
    {
        var (one, two) = (Massager(), Massager());
        var (first, second) = (Begin(one), Begin(two));
        await one.Drove.Task;
        await two.Drove.Task;
        Assert.Equal(2, _host.Sessions.Length);

        _host.StopAll("everybody out");

        Assert.All(new[] { await first, await second }, end => Assert.Equal("everybody out", end.Result!.Reason.Text));
        Assert.All(new[] { one, two }, massager => Assert.True(massager.Inner.Delivered.IsZero && massager.Inner.Stops > 0));
        Assert.Equal("everybody out, before the start", (await Begin(Massager())).Result!.Reason.Text);
        Assert.Empty(_host.Sessions);
    }

    /// <summary>A signal may come while nothing has begun.</summary>
    [Fact]
    public async Task A_stop_that_comes_before_any_session_ends_the_first_before_it_begins()
    {
        var massager = Massager();

        _host.PostToAll(new StopInput("a signal"));

        Assert.Equal("a signal, before the start", (await Begin(massager)).Result!.Reason.Text);
        Assert.False(massager.Drove.Task.IsCompleted);
    }

    [Fact]
    public async Task A_session_that_breaks_ends_alone()
    {
        var (broken, sound) = (Massager(), Massager());
        var other = Begin(sound);
        await sound.Drove.Task;
        broken.Inner.Breaks = new NotSupportedException("a loose screw");

        var end = await Begin(broken);

        Assert.Null(end.Result);
        Assert.Contains("a loose screw", end.Broken?.Text, StringComparison.Ordinal);
        Assert.False(other.IsCompleted);
        _host.StopAll("enough");
        Assert.NotNull((await other).Result);
    }

    [Fact]
    public async Task The_process_is_alive_only_while_every_session_is()
    {
        var (hanging, sound) = (Massager(), Massager());
        using var hung = new ManualResetEventSlim();
        var heard = 0;
        var first = Begin(sound);
        await sound.Drove.Task;
        var second = Begin(hanging, told =>
        {
            if (told is PhaseEntered { Phase: SessionPhase.Hold })
                hung.Wait();
        });
        await hanging.Holds.Task;
        _host.Alive += () => heard++;

        // Long enough for the sound one to renew several times, in real time.
        await sound.RenewsAsync(5);

        // One more may be under way when the other hangs.
        Assert.InRange(heard, 0, 1);
        hung.Set();
        _host.StopAll("enough");
        await first;
        await second;
    }

    private Task<RunEnd> Begin(Watched watched, Action<SessionEvent>? told = null)
    {
        var setup = new RunSetup
        {
            Plan = Plans.Bare(),
            Massager = watched.Make,
            Speed = 1,
            Companions = [SimulatedPerson.For(SimulatedPersonModel.Steady)],
        };
        var run = new SessionRun(setup, new SessionOutput(null, null), watch: null);
        watched.Watch(run);
        if (told is not null)
            run.Told += told;
        return Task.Run(() => _host.RunAsync(run));
    }

    private static Watched Massager() => new();

    /// <summary>A bench massager and what its session does.</summary>
    private sealed class Watched
    {
        public Watched()
        {
            var motor = new SimulatedMotor(null);
            Inner = new(motor.Deliver) { Drove = () => Drove.TrySetResult() };
            Make = _ => new(Inner, motor);
        }

        public MakeMassager Make { get; }

        public BenchMassager Inner { get; }

        public TaskCompletionSource Drove { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Holds { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        private SemaphoreSlim Renewed { get; } = new(0);

        public void Watch(SessionRun run)
        {
            run.Told += told =>
            {
                if (told is PhaseEntered { Phase: SessionPhase.Hold })
                    Holds.TrySetResult();
            };
            run.Renewed += () => Renewed.Release();
        }

        public async Task RenewsAsync(int times)
        {
            // Only those from now on.
            while (Renewed.Wait(0))
            {
            }
            for (var number = 0; number < times; number++)
                await Renewed.WaitAsync();
        }
    }
}
