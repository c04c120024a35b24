using MassagerControl.Core.Notes;

namespace MassagerControl.Tests.Core.Notes;

public sealed class SessionNoteTests
{
    [Fact]
    public void Known_tags_stand_in_their_order_then_the_persons_own_words_each_once()
    {
        var (note, reasons) = SessionNote.Of("  after work ", ["new mattress", "stress", "desk", "stress", " desk "]);

        Assert.Empty(reasons);
        Assert.Equal("after work", note!.Text);
        Assert.Equal(["desk", "stress", "new mattress"], note.Tags);
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+49")]
    [InlineData("-x")]
    [InlineData("@me")]
    [InlineData("a;b")]
    [InlineData("a\nb")]
    [InlineData("1234567890123456789012345678901")]
    public void A_word_of_ones_own_is_a_word(string tag) => Assert.Contains("is no tag", Assert.Single(SessionNote.Of("", [tag]).Reasons).Text, StringComparison.Ordinal);

    [Fact]
    public void All_that_is_wrong_is_told_at_once()
    {
        var (note, reasons) = SessionNote.Of(new string('x', 501) + "\u0007", ["active", "latent", "superficial", "deep", "?", .. Enumerable.Range(0, 12).Select(i => $"w{i}")]);

        Assert.Null(note);
        Assert.Equal(
            [
                "the note has 502 characters; at most 500", "the note has signs that are no text", "more than 12 tags",
                "'?' is no tag: at most 30 letters, digits, spaces and hyphens, and a letter or digit first",
                "active and latent: one of them at a time", "deep and superficial: one of them at a time",
            ],
            reasons.Select(reason => reason.Text));
    }

    [Fact]
    public void The_triggers_of_the_articles_and_what_a_knot_is_like_are_there_each_with_its_source()
    {
        string[] named = ["desk", "pushing", "overhead", "bag", "driving", "breathing", "one-leg", "leaning", "lifting", "weak-muscles", "mobile-device", "stress", "active", "latent", "superficial", "deep", "bump", "twitch", "spreads"];

        Assert.Empty(named.Except(SessionTags.All.Select(tag => tag.Id)));
        Assert.Distinct(SessionTags.All.Select(tag => tag.Id));
        Assert.All(SessionTags.All, tag => Assert.NotEmpty(tag.Source));
        Assert.All(SessionTags.All.Where(tag => tag.Not is not null), tag => Assert.Equal(tag.Id, SessionTags.Find(tag.Not!)!.Not));
    }
}
