using MassagerControl.Core;

namespace MassagerControl.Tests.Core;

public sealed class PhraseTests
{
    private static readonly Phrase Rated = Phrase.Of($"you rated {Discomfort.From(9)}");

    [Theory]
    [InlineData(0, "0 reps", "{0} reps")]
    [InlineData(1, "1 rep", "{0} rep")]
    [InlineData(2, "2 reps", "{0} reps")]
    public void One_is_one(int count, string words, string format)
    {
        var phrase = Phrase.Count(count, "rep");

        Assert.Equal((words, format), (phrase.Text, phrase.Format));
    }

    [Fact]
    public void A_constant_is_a_phrase_without_holes()
    {
        Phrase phrase = "no link";

        Assert.Equal(("no link", "no link", 0), (phrase.Text, phrase.Format, phrase.Arguments.Length));
    }

    [Fact]
    public void Format_and_arguments_stay_apart_and_the_text_is_what_an_interpolated_string_says()
    {
        var time = TimeSpan.FromSeconds(12.345);
        var phrase = Phrase.Of($"{time.TotalSeconds:0.##} s at {Intensity.FromPercent(33.333)}, {Rated}: {(string?)null}{{}}");

        Assert.Equal("{0:0.##} s at {1}, {2}: {3}{{}}", phrase.Format);
        Assert.Equal([12.345, Intensity.FromPercent(33.333), Rated, null], phrase.Arguments);
        Assert.Equal("12.35 s at 33.33 %, you rated 9: {}", phrase.Text);
        Assert.Equal(phrase.Text, string.Format(System.Globalization.CultureInfo.InvariantCulture, phrase.Format, [.. phrase.Arguments]));
    }

    [Theory]
    [InlineData("{0}{1}")]
    [InlineData("a{0}{1}")]
    [InlineData("{0}b{1}")]
    [InlineData("{0}{1}c")]
    [InlineData("a{0}b{1}c")]
    public void Text_may_stand_on_every_side_of_a_hole(string format)
    {
        var phrase = format switch
        {
            "{0}{1}" => Phrase.Of($"{1}{2}"),
            "a{0}{1}" => Phrase.Of($"a{1}{2}"),
            "{0}b{1}" => Phrase.Of($"{1}b{2}"),
            "{0}{1}c" => Phrase.Of($"{1}{2}c"),
            _ => Phrase.Of($"a{1}b{2}c"),
        };

        Assert.Equal(format, phrase.Format);
        Assert.Equal(format.Replace("{0}", "1", StringComparison.Ordinal).Replace("{1}", "2", StringComparison.Ordinal), phrase.Text);
    }

    /// <summary>As a sentence of two lines of code is.</summary>
    [Fact]
    public void Text_may_come_in_parts_between_two_holes()
    {
        var phrase = Phrase.Of($"from {1} " + $"up to" + $" {2}, " + $"no further");

        Assert.Equal(("from {0} up to {1}, no further", "from 1 up to 2, no further"), (phrase.Format, phrase.Text));
    }

    [Fact]
    public void A_sentence_without_holes_is_one_in_every_form()
    {
        Phrase constant = "{no} link";

        Assert.Equal(constant, Phrase.Of($"{{no}} link"));
        Assert.Equal(("{{no}} link", "{no} link"), (constant.Format, constant.Text));
        Assert.Equal(Phrase.Empty, Phrase.Of($""));
    }

    [Fact]
    public void What_is_no_sentence_is_a_hole_and_nothing_else()
    {
        var name = Phrase.Verbatim("Gun {7}");

        Assert.Equal(("Gun {7}", "{0}"), (name.Text, name.Format));
        Assert.Equal("Gun {7}", Assert.Single(name.Arguments));
    }

    [Fact]
    public void Equal_are_phrases_of_equal_format_and_arguments()
    {
        Assert.Equal(Rated, Phrase.Of($"you rated {Discomfort.From(9)}"));
        Assert.Equal(Rated.GetHashCode(), Phrase.Of($"you rated {Discomfort.From(9)}").GetHashCode());
        Assert.NotEqual(Rated, Phrase.Of($"you rated {Discomfort.From(8)}"));
        Assert.NotEqual(Rated, Phrase.Of($"{"you rated 9"}"));
        Assert.True(Phrase.Empty == "" && Rated != Phrase.Empty && Rated != null);
    }

    /// <summary>A log of the same session must be the same in every country.</summary>
    [Fact]
    public void The_text_knows_no_culture()
    {
        var before = Thread.CurrentThread.CurrentCulture;
        var comma = (System.Globalization.CultureInfo)System.Globalization.CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        Thread.CurrentThread.CurrentCulture = comma;
        try
        {
            Assert.Equal("1.5 s at 33.33 %", Phrase.Of($"{1.5} s at {Intensity.FromPercent(33.333)}").Text);
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
    }
}
