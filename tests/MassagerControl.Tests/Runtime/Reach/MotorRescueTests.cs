using MassagerControl.Core.Massagers;
using MassagerControl.Core.Timing;
using MassagerControl.Runtime.Reach;
using MassagerControl.Tests.Support;
using Moq;

namespace MassagerControl.Tests.Runtime.Reach;

public sealed class MotorRescueTests
{
    private readonly VirtualTimeProvider _time = new();
    private readonly List<(int Number, string Reason)> _failures = [];
    private int _made;

    [Fact]
    public async Task A_device_that_confirms_is_told_once()
    {
        Assert.True(await Rescue(() => Task.CompletedTask).RunAsync(CancellationToken.None));

        Assert.Equal(1, _made);
        Assert.Empty(_failures);
    }

    [Fact]
    public async Task A_device_that_does_not_confirm_is_told_again_and_again_on_a_new_link_for_ten_minutes()
    {
        var running = Rescue(() => throw new MassagerException(MassagerFaultKind.Connection, "out of reach")).RunAsync(CancellationToken.None);

        _time.Advance(MotorRescue.Longest - TimeSpan.FromSeconds(6));
        Assert.False(running.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(12));

        Assert.False(await running);
        Assert.InRange(_failures.Count, 120, 130);
        Assert.Equal(_failures.Count, _made);
        Assert.Equal((1, "out of reach"), _failures[0]);
    }

    [Fact]
    public async Task It_goes_on_whatever_breaks()
    {
        var tries = 0;
        var running = Rescue(() => ++tries switch
        {
            1 => throw new InvalidOperationException("a bug"),
            2 => Task.FromException(new MassagerException(MassagerFaultKind.UncertainDelivery, "no answer")),
            3 => Task.FromCanceled(new CancellationToken(canceled: true)),
            _ => Task.CompletedTask,
        }).RunAsync(CancellationToken.None);
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.True(await running);
        Assert.Equal([(1, "a bug"), (2, "no answer"), (3, "no answer")], _failures);
    }

    [Fact]
    public async Task A_driver_that_cannot_be_made_is_made_again()
    {
        var rescue = new MotorRescue(() => ++_made < 3 ? throw new IOException("no radio") : Massager(() => Task.CompletedTask), _time, (number, why) => _failures.Add((number, why.Text)));
        var running = rescue.RunAsync(CancellationToken.None);
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.True(await running);
        Assert.Equal([(1, "no radio"), (2, "no radio")], _failures);
    }

    [Fact]
    public async Task A_try_that_hangs_ends_after_thirty_seconds()
    {
        var tries = 0;
        var rescue = new MotorRescue(() => Hanging(() => ++tries > 1), _time, (number, why) => _failures.Add((number, why.Text)));
        var running = rescue.RunAsync(CancellationToken.None);

        _time.Advance(MotorRescue.TryLimit - TimeSpan.FromTicks(1));
        Assert.Empty(_failures);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(await running);
        Assert.Equal([(1, "no answer")], _failures);
    }

    private MotorRescue Rescue(Func<Task> onStop) => new(() => Counted(Massager(onStop)), _time, (number, why) => _failures.Add((number, why.Text)));

    private IMassager Counted(IMassager massager)
    {
        _made++;
        return massager;
    }

    private RecordingMassager Massager(Func<Task> onStop) => new(Plans.Device(5), _time) { OnStop = onStop };

    /// <summary>Answers a stop only when it may, or is called off; a rescue drives nothing.</summary>
    private static IMassager Hanging(Func<bool> mayAnswer)
    {
        var massager = new Mock<IMassager>(MockBehavior.Strict);
        massager.Setup(port => port.Traits).Returns(Plans.Device(5));
        massager.Setup(port => port.Observe(It.IsAny<Action<MassagerReport>>()));
        massager.Setup(port => port.StopAsync(It.IsAny<CancellationToken>()))
            .Returns((CancellationToken cancellation) =>
            {
                var answer = new TaskCompletionSource();
                if (mayAnswer())
                    answer.SetResult();
                cancellation.Register(() => answer.TrySetCanceled(cancellation));
                return answer.Task;
            });
        massager.Setup(port => port.DisposeAsync()).Returns(ValueTask.CompletedTask);
        return massager.Object;
    }
}
