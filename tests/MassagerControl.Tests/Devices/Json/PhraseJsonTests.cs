using System.Text.Json;
using MassagerControl.Core;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.Tests.Devices.Json;

/// <summary>A phrase on its way to another program: there it says the same in English, and can be said in another language.</summary>
public sealed class PhraseJsonTests
{
    private static readonly Language German = Language.Find("de")!;

    public static TheoryData<string> Names => ["constant", "number", "nested", "file", "braces", "joined", "moment", "domain"];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_sent_is_what_is_read(string name)
    {
        var phrase = Of(name);

        var read = PhraseJson.Read(JsonElement.Parse(PhraseJson.Text(phrase)), phrase.Text);

        Assert.Equal(phrase.Text, read.Text);
        Assert.Equal(German.Say(phrase), German.Say(read));
        Assert.Equal(name == "constant", read.Format == phrase.Text);
    }

    [Fact]
    public void It_is_said_in_German() => Assert.Equal(
        "diese Sitzung wurde mit 31,5 s abgerechnet",
        German.Say(PhraseJson.Read(JsonElement.Parse("""{"format":"this session was settled with {0:0.###} s","arguments":[31.5]}"""), "this session was settled with 31.5 s")));

    [Theory]
    [InlineData("""{"format":"this session is over","arguments":[]}""", "another text")]
    [InlineData("""{"format":"you rated {0}","arguments":[]}""", "you rated 8")]
    [InlineData("""{"format":"you rated {1}","arguments":[1,8]}""", "you rated 8")]
    [InlineData("""{"format":"you rated {0","arguments":[8]}""", "you rated 8")]
    [InlineData("""{"format":"you rated }","arguments":[]}""", "you rated 8")]
    [InlineData("""{"format":"you rated {0:Q}","arguments":[8.5]}""", "you rated 8")]
    [InlineData("""{"format":7,"arguments":[8]}""", "you rated 8")]
    [InlineData("""{"format":"{0}","arguments":[{"format":"{0}","arguments":[{"format":"{0}","arguments":[{"format":"{0}","arguments":[{"format":"{0}","arguments":[{"format":"{0}","arguments":[{"format":"{0}","arguments":[{"format":"{0}","arguments":[{"format":"{0}","arguments":[{"format":"{0}","arguments":["x"]}]}]}]}]}]}]}]}]}]}""", "x")]
    [InlineData("[]", "you rated 8")]
    public void What_does_not_say_the_text_or_is_no_phrase_is_the_text_as_it_is(string sent, string text)
    {
        var read = PhraseJson.Read(JsonElement.Parse(sent), text);

        Assert.Equal(("{0}", text), (read.Format, read.Text));
        Assert.Equal(text, German.Say(read));
    }

    [Fact]
    public void Each_text_has_its_own_and_one_that_has_none_is_said_as_it_is()
    {
        var both = JsonElement.Parse("""{"reasons":["this session is over","of a newer clinic"],"phrases":[{"format":"this session is over","arguments":[]}]}""");

        Assert.Equal(["diese Sitzung ist vorbei", "of a newer clinic"], PhraseJson.ReadAll(both, "reasons", "phrases").Select(German.Say));
        Assert.Equal(["this session is over"], PhraseJson.ReadAll(JsonElement.Parse("""{"reasons":["this session is over"]}"""), "reasons", "phrases").Select(German.Say));
    }

    private static Phrase Of(string name) => name switch
    {
        "constant" => "this session is over",
        "number" => Phrase.Of($"a session has more than 0 and at most {360d:0} s of press"),
        "nested" => Phrase.Of($"gentler for {48d:0} hours after {Phrase.Of($"you rated {9}")}"),
        "file" => Phrase.Verbatim("an injury needs days of rest, and cold rather than pressure"),
        "braces" => Phrase.Of($"{{{3}}} of 100 % {"x"}"),
        "joined" => Phrase.Join("; ", [Phrase.Of($"you rated {8}"), "this session is over"]),
        "moment" => Phrase.Of($"until {new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero):yyyy-MM-dd}"),
        _ => Phrase.Of($"{Intensity.FromPercent(40)} for {Discomfort.From(7)}"),
    };
}
