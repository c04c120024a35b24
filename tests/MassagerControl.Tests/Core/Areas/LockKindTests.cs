using MassagerControl.Core;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Sessions;

namespace MassagerControl.Tests.Core.Areas;

public sealed class LockKindTests
{
    [Fact]
    public void Ratings_of_9_and_10_lock_the_area_and_no_others()
    {
        var locking = Enumerable.Range(1, 10).Where(value => LockKind.Of(Discomfort.From(value)) is not null);

        Assert.Equal([9, 10], locking);
        Assert.Equal("rating", LockKind.Of(Discomfort.From(9)));
    }

    [Theory]
    [InlineData(RedFlagKind.Sharp, "sharp")]
    [InlineData(RedFlagKind.Numb, "numb")]
    [InlineData(RedFlagKind.Radiating, "radiating")]
    public void A_warning_sign_locks_by_its_own_word(RedFlagKind kind, string word)
    {
        Assert.Equal(word, LockKind.Of(kind));
        Assert.Equal(word, new RedFlagRaised(kind, "test") { At = TimeSpan.Zero }.Locks);
    }

    [Fact]
    public void An_event_says_whether_it_locks()
    {
        Assert.Equal("rating", new Rated(Discomfort.From(10), "test") { At = TimeSpan.Zero }.Locks);
        Assert.Null(new Rated(Discomfort.From(8), "test") { At = TimeSpan.Zero }.Locks);
        Assert.Null(new StopAsked("key") { At = TimeSpan.Zero }.Locks);
    }
}
