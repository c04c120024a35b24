using MassagerControl.Core.Timing;
using MassagerControl.Web.Live;

namespace MassagerControl.Tests.Web;

public sealed class OutboxTests
{
    /// <summary>A page goes at the very moment at which all are told that the host ends.</summary>
    [Fact]
    public void What_is_said_to_a_page_that_has_just_gone_harms_nobody()
    {
        var outbox = new Outbox(TimeProvider.System);
        outbox.StateChanged();
        outbox.Dispose();

        Assert.True(outbox.Add("bye"));
        outbox.StateChanged();
    }

    [Fact]
    public void A_page_that_takes_nothing_is_given_up()
    {
        using var outbox = new Outbox(TimeProvider.System);

        Assert.All(Enumerable.Range(0, Outbox.Most), _ => Assert.True(outbox.Add("beat")));
        Assert.False(outbox.Add("beat"));
    }

    /// <summary>Ten pages and three sessions would otherwise make a hundred states of one press.</summary>
    [Fact]
    public async Task States_wait_for_each_other_and_messages_for_nobody()
    {
        var time = new VirtualTimeProvider();
        using var outbox = new Outbox(time);
        Assert.Null(await outbox.NextAsync(TestContext.Current.CancellationToken));
        outbox.StateChanged();
        outbox.Add("level 0");

        Assert.Equal("level 0", await outbox.NextAsync(TestContext.Current.CancellationToken));
        var state = outbox.NextAsync(TestContext.Current.CancellationToken);
        Assert.False(state.IsCompleted);
        time.Advance(Outbox.Pause);
        Assert.Null(await state);
    }
}
