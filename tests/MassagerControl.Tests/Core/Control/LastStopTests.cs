using MassagerControl.Core.Control;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Timing;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Core.Control;

/// <summary>A session that broke always ends, and says whether the motor is off.</summary>
public sealed class LastStopTests
{
    private readonly VirtualTimeProvider _time = new();

    [Fact]
    public void One_that_is_confirmed_is_said_so() => Assert.Equal("The session broke; the motor is confirmed off. why", Said(() => Task.CompletedTask));

    [Fact]
    public void Whatever_it_fails_with_is_said_as_not_confirmed()
    {
        Exception[] failures = [new MassagerException(MassagerFaultKind.UncertainDelivery, "no answer"), new IOException("no answer"), new InvalidOperationException("no answer")];

        Assert.All(failures, failure => Assert.Equal(
            "The session broke and off is not confirmed (no answer): press the button on the device. why", Said(() => Task.FromException(failure))));
    }

    [Fact]
    public void One_that_never_ends_is_not_waited_for_without_end() =>
        Assert.Equal("The session broke and off is not confirmed (the device has not answered): press the button on the device. why", Said(() => new TaskCompletionSource().Task));

    private string Said(Func<Task> stop)
    {
        var said = LastStop.SendAsync(new RecordingMassager(Plans.Device(5), _time) { OnStop = stop }, _time, new InvalidOperationException("why"));
        _time.RunUntil(said);
        return said.GetAwaiter().GetResult().Message;
    }
}
