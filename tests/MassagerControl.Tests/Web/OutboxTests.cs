using MassagerControl.Web.Live;

namespace MassagerControl.Tests.Web;

public sealed class OutboxTests
{
    /// <summary>A page goes at the very moment at which all are told that the host ends.</summary>
    [Fact]
    public void What_is_said_to_a_page_that_has_just_gone_harms_nobody()
    {
        var outbox = new Outbox();
        outbox.StateChanged();
        outbox.Dispose();

        Assert.True(outbox.Add("bye"));
        outbox.StateChanged();
    }

    [Fact]
    public void A_page_that_takes_nothing_is_given_up()
    {
        using var outbox = new Outbox();

        Assert.All(Enumerable.Range(0, Outbox.Most), _ => Assert.True(outbox.Add("beat")));
        Assert.False(outbox.Add("beat"));
    }
}
