using MassagerControl.App.Cli;
using MassagerControl.Runtime.People;
using MassagerControl.Runtime.Reach;
using MassagerControl.Runtime.Runs;
using MassagerControl.Tests.App.Cli;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Runtime.Runs;

/// <summary>A log whose last lines cannot be written, when session and clock are gone already.</summary>
public sealed class LateWriteTests
{
    [Fact]
    public void What_is_posted_to_a_clock_that_is_gone_is_let_go()
    {
        var clock = new RealTimeClock(2);
        clock.Dispose();
        var done = false;

        clock.Post(() => done = true);

        Assert.False(done);
    }

    [Fact]
    public async Task A_late_error_of_the_log_is_told_and_is_the_exit_code()
    {
        using var ended = new ManualResetEventSlim();
        using var output = new LateWriter(ended);
        using var error = new StringWriter { NewLine = "\n" };
        var setup = new RunSetup
        {
            Plan = Plans.Compression(),
            Massager = Bench,
            Speed = 1_000,
            Companions = [SimulatedPerson.For(SimulatedPersonModel.Steady)],
            OwnClock = () => new WatchedClock(ended),
        };
        var options = new RunOptions(new() { Program = "compression", Area = "upper-trapezius", Side = "left", Profiles = "" }) { Events = "-" };

        var exit = await new RunExecution(new AppConsole(output, error, Terminal: null), Massager.ShippedParts()).RunAsync(options, setup, TestContext.Current.CancellationToken);

        Assert.Equal(ExitCode.BadInput, exit);
        Assert.Contains("the event log is not complete: ", error.ToString(), StringComparison.Ordinal);
    }

    private static MadeMassager Bench(TimeProvider time)
    {
        var motor = new SimulatedMotor(null);
        return new(new BenchMassager(motor.Deliver), motor);
    }

    /// <summary>Says when it is gone.</summary>
    private sealed class WatchedClock(ManualResetEventSlim ended) : SessionClock
    {
        private readonly RealTimeClock _clock = new(1_000);

        public override TimeProvider Time => _clock.Time;

        public override void Post(Action action) => _clock.Post(action);

        public override Task RunUntilAsync(Task task) => _clock.RunUntilAsync(task);

        public override void Dispose()
        {
            _clock.Dispose();
            ended.Set();
        }
    }

    /// <summary>A slow reader that goes away.</summary>
    private sealed class LateWriter(ManualResetEventSlim ended) : StringWriter
    {
        public override void Write(string? value)
        {
            ended.Wait();
            throw new IOException("Broken pipe");
        }
    }
}
