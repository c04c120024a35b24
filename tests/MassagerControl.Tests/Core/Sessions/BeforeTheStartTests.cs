using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Sessions;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Core.Sessions;

/// <summary>What counts before the first press: what ends a session, and nothing else.</summary>
public sealed class BeforeTheStartTests
{
    [Theory]
    [InlineData(9, false)]
    [InlineData(10, false)]
    [InlineData(9, true)]
    [InlineData(10, true)]
    public void A_9_or_10_ends_the_session_and_locks_the_area_although_nothing_was_driven(int rating, bool connecting)
    {
        using var bench = new Bench(Plans.Bare());
        if (connecting)
            bench.Massager.OnConnect = () => new TaskCompletionSource().Task;
        bench.Post(new StartInput());

        Assert.True(bench.Rate(rating).Accepted);

        Assert.Equal((SessionOutcome.Rating, true, true), (bench.Result.Outcome, bench.Result.AreaLocked, bench.Result.ConfirmedOff));
        Assert.Equal([rating], bench.Result.Ratings.Select(given => given.Value));
        Assert.StartsWith($"you rated {rating}", bench.Result.Reason.Text, StringComparison.Ordinal);
        Assert.Equal(rating, Assert.Single(bench.Told<Rated>()).Value.Value);
        Assert.DoesNotContain(bench.Massager.Outputs, output => output.Percent > 0);
    }

    /// <summary>What was said in the moment before the start is not lost with it.</summary>
    [Fact]
    public void A_9_or_10_or_a_warning_sign_before_the_session_begins_lets_none_begin()
    {
        SessionInput[] inputs = [new RatedInput(Discomfort.From(9), "test"), new RatedInput(Discomfort.From(10), "test"), .. Enum.GetValues<RedFlagKind>().Select(kind => new RedFlagInput(kind, "test"))];
        foreach (var input in inputs)
        {
            using var bench = new Bench(Plans.Bare());

            Assert.True(bench.Post(input).Accepted);
            bench.Post(new StartInput());

            Assert.Equal((true, true), (bench.Result.AreaLocked, bench.Result.ConfirmedOff));
            Assert.DoesNotContain(bench.Massager.Outputs, output => output.Percent > 0);
        }
    }

    public static TheoryData<SessionInput> Ends => [new StopInput("test"), new RatedInput(Discomfort.From(9), "test"), new RedFlagInput(RedFlagKind.Numb, "test")];

    /// <summary>Somebody else may have left it running, and there is a link to stop it over.</summary>
    [Theory]
    [MemberData(nameof(Ends))]
    public void A_device_that_was_met_is_stopped_although_it_is_not_connected_yet(SessionInput end)
    {
        foreach (var confirms in new[] { true, false })
        {
            using var bench = new Bench(Plans.Bare());
            bench.Massager.OnConnect = () => new TaskCompletionSource().Task;
            var stops = 0;
            bench.Massager.OnStop = () => ++stops > 0 && confirms ? Task.CompletedTask : Task.FromException(new MassagerException(MassagerFaultKind.UncertainDelivery, "it may run"));
            bench.Post(new StartInput());
            bench.Massager.Report(new DeviceMet());

            Assert.True(bench.Post(end).Accepted);
            bench.Advance(15);

            Assert.Equal((confirms, end is not StopInput), (bench.Result.ConfirmedOff, bench.Result.AreaLocked));
            Assert.Equal(confirms, stops == 1);
        }
    }

    /// <summary>What an earlier session left running is not off because this one drove nothing: the guard must go on.</summary>
    [Fact]
    public void A_device_that_does_not_confirm_while_it_is_connected_may_run()
    {
        using var bench = new Bench(Plans.Bare());
        bench.Massager.OnConnect = () => Task.FromException(new MassagerException(MassagerFaultKind.UncertainDelivery, "the motor may run"));

        bench.Post(new StartInput());

        Assert.Equal((SessionOutcome.Uncertain, false), (bench.Result.Outcome, bench.Result.ConfirmedOff));
    }

    [Fact]
    public void Everything_else_is_refused_with_a_reason_and_changes_nothing()
    {
        using var bench = new Bench(Plans.Bare());
        bench.Post(new StartInput());
        SessionInput[] others =
        [
            .. Enumerable.Range(1, 8).Select(rating => new RatedInput(Discomfort.From(rating), "test")),
            new PauseInput("test"), new ResumeInput("test"), new EasedInput("test"), new CeilingDownInput("test"), new CeilingUpInput("test"),
        ];

        foreach (var input in others)
        {
            var before = bench.Session;
            var reply = bench.Post(input);
            Assert.False(reply.Accepted);
            Assert.Contains("the program has not begun", reply.Reason.Text, StringComparison.Ordinal);
            Assert.Equal(before, bench.Session);
        }
    }
}
