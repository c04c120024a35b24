using MassagerControl.Core;
using MassagerControl.Core.Control;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Safety;
using MassagerControl.Core.Sessions;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Core.Control;

/// <summary>Calls that are under way: the newest output wins, off overtakes, one of a kind.</summary>
public sealed class SessionOperationsTests : IDisposable
{
    private readonly HeldMassager _massager = new();
    private readonly List<SessionInput> _answers = [];
    private readonly SessionOperations _operations;

    public SessionOperationsTests() => _operations = new SessionOperations(_massager, _answers.Add);

    [Fact]
    public void Each_call_is_answered_when_it_ends()
    {
        _operations.Connect();
        _operations.Drive(Output(1));
        _operations.TurnOff();
        Assert.Empty(_answers);

        // Off called the connect off, and waits for its end.
        Assert.True(_massager.Calls[0].Cancellation.IsCancellationRequested);
        _massager.Calls[0].End.SetCanceled(TestContext.Current.CancellationToken);
        _massager.Calls[1].End.SetResult();
        _massager.Calls[2].End.SetResult();

        Assert.Equal(["connect", "set 20", "stop"], _massager.Names);
        Assert.Equal<SessionInput>([new OutputAcceptedInput(Output(1)), new OffConfirmedInput()], _answers);
    }

    [Fact]
    public void A_connect_that_succeeds_or_fails_says_so()
    {
        var fault = new MassagerFault(MassagerFaultKind.Connection, "away");
        _operations.Connect();
        _massager.Calls[0].End.SetResult();
        _operations.Connect();
        _massager.Calls[1].End.SetException(new MassagerException(fault));

        Assert.Equal<SessionInput>([new ConnectedInput(), new ConnectFailedInput(fault)], _answers);
        Assert.Equal(["connect", "connect"], _massager.Names);
        _operations.TurnOff();
        Assert.Equal(["connect", "connect", "stop"], _massager.Names);
    }

    [Fact]
    public void Off_during_a_connect_leaves_at_once_and_once_and_then_calls_it_off()
    {
        _operations.Connect();
        _massager.Held += _ => Assert.False(_massager.Calls[0].Cancellation.IsCancellationRequested);
        _operations.TurnOff();
        _operations.TurnOff();
        Assert.Equal(["connect", "stop"], _massager.Names);
        Assert.True(_massager.Calls[0].Cancellation.IsCancellationRequested);

        _massager.Calls[0].End.SetResult();

        Assert.Equal(["connect", "stop"], _massager.Names);
        _massager.Calls[1].End.SetResult();
        _operations.Connect();
        _massager.Calls[2].End.SetResult();
        Assert.Equal(["connect", "stop", "connect"], _massager.Names);
    }

    [Fact]
    public void Without_off_nothing_follows_a_connect()
    {
        _operations.Connect();
        _massager.Calls[0].End.SetResult();

        Assert.Equal(["connect"], _massager.Names);
    }

    [Fact]
    public void While_an_output_is_unanswered_only_the_newest_waits()
    {
        _operations.Drive(Output(1));
        _operations.Drive(Output(2));
        _operations.Drive(Output(3));
        Assert.Equal(["set 20"], _massager.Names);

        _massager.Calls[0].End.SetResult();
        Assert.Equal(["set 20", "set 60"], _massager.Names);
        _massager.Calls[1].End.SetResult();

        Assert.Equal(["set 20", "set 60"], _massager.Names);
        _operations.Drive(Output(4));
        Assert.Equal(["set 20", "set 60", "set 80"], _massager.Names);
    }

    [Fact]
    public void Off_drops_an_output_that_waits()
    {
        _operations.Drive(Output(1));
        _operations.Drive(Output(2));

        _operations.TurnOff();
        _massager.Calls[0].End.SetResult();

        Assert.Equal(["set 20", "stop"], _massager.Names);
    }

    [Fact]
    public void Off_is_under_way_once_and_can_be_asked_for_again_after_its_answer()
    {
        var fault = new MassagerFault(MassagerFaultKind.UncertainDelivery, "no answer");
        _operations.TurnOff();
        _operations.TurnOff();
        Assert.Equal(["stop"], _massager.Names);

        _massager.Calls[0].End.SetException(new MassagerException(fault));
        _operations.TurnOff();

        Assert.Equal(["stop", "stop"], _massager.Names);
        Assert.Equal(new OffFailedInput(fault), Assert.Single(_answers));
    }

    [Fact]
    public void A_stop_that_has_ended_is_none_that_is_under_way_though_its_answer_has_not_come_through()
    {
        OffAgainAtTheEndOf("stop");
        _operations.TurnOff();

        _massager.Calls[0].End.SetResult();

        Assert.Equal(["stop", "stop"], _massager.Names);
    }

    [Fact]
    public void What_an_older_stop_says_is_no_news_of_a_newer_one()
    {
        OffAgainAtTheEndOf("stop");
        _operations.TurnOff();
        _massager.Calls[0].End.SetResult();
        Assert.Empty(_answers);

        _massager.Calls[1].End.SetResult();

        Assert.Equal<SessionInput>([new OffConfirmedInput()], _answers);
    }

    [Fact]
    public void An_output_that_fails_gives_the_devices_fault()
    {
        var fault = new MassagerFault(MassagerFaultKind.Refused, "too hot");
        _operations.Drive(Output(1));

        _massager.Calls[0].End.SetException(new MassagerException(fault));

        Assert.Equal(new OutputFailedInput(Output(1), fault), Assert.Single(_answers));
        Assert.Null(_operations.Broken);
    }

    [Fact]
    public void A_driver_that_breaks_counts_as_uncertain_and_the_first_break_is_kept()
    {
        var first = new InvalidOperationException("bug");
        _operations.Drive(Output(1));
        _massager.Calls[0].End.SetException(first);
        _operations.Drive(Output(1));
        _massager.Calls[1].End.SetException(new InvalidOperationException("another"));

        var failed = Assert.IsType<OutputFailedInput>(_answers[0]);
        Assert.Equal(MassagerFaultKind.UncertainDelivery, failed.Fault.Kind);
        Assert.Contains("bug", failed.Fault.Detail.Text, StringComparison.Ordinal);
        Assert.Same(first, _operations.Broken);
    }

    [Fact]
    public void The_end_calls_everything_off_and_nobody_is_told()
    {
        _operations.Connect();
        _operations.Drive(Output(1));

        _operations.End();

        Assert.All(_massager.Calls, call => Assert.True(call.Cancellation.IsCancellationRequested));
        foreach (var call in _massager.Calls)
            call.End.SetCanceled(TestContext.Current.CancellationToken);
        Assert.Empty(_answers);
    }

    public void Dispose()
    {
        _operations.Dispose();
        _massager.DisposeAsync().AsTask().Ignore();
    }

    /// <summary>The first call of that name ends, and before anybody else hears of it off is asked for.</summary>
    private void OffAgainAtTheEndOf(string name) => _massager.Held += call =>
    {
        if (_massager.Names.Count(made => made == name) == 1)
            call.ContinueWith(_ => _operations.TurnOff(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    };

    private static Limited Output(int level) => new(new Level(level), Intensity.FromPercent(20 * level), Intensity.Full, []);
}
