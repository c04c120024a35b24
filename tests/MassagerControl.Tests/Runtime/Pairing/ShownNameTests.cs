using MassagerControl.Runtime.Pairing;

namespace MassagerControl.Tests.Runtime.Pairing;

public sealed class ShownNameTests
{
    [Theory]
    [InlineData("WaveSolo", "WaveSolo")]
    [InlineData("  My   Gun ", "My Gun")]
    [InlineData("Gun\e[2J\e]0;owned\a", "Gun [2J ]0;owned")]
    [InlineData("one\ntwo\r\u0085\u009bthree", "one two three")]
    [InlineData("Gun \u202egnp.exe\u2066", "Gun gnp.exe")]
    [InlineData("שלום 1", "???? 1")]
    [InlineData("لا", "??")]
    [InlineData("按摩枪", "???")]
    [InlineData("Z\u0301\u0301\u0301", "Z")]
    [InlineData("💆 gun", "? gun")]
    [InlineData("", "(no name)")]
    [InlineData(null, "(no name)")]
    [InlineData("\u200b\u2028\t", "(no name)")]
    public void A_strangers_name_is_one_harmless_line(string? name, string shown) => Assert.Equal(shown, ShownName.Of(name));

    [Fact]
    public void A_long_name_is_cut()
    {
        var shown = ShownName.Of(new string('x', 100_000));

        Assert.Equal(ShownName.Longest, shown.Length);
        Assert.EndsWith("x..", shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SIM Percussion Gun", "sim-percussion-gun")]
    [InlineData("--Massager- (2)", "massager-2")]
    [InlineData("Gün", "g-n")]
    [InlineData("שלום", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_word_for_the_command_line_is_plain(string? name, string? word) => Assert.Equal(word, ShownName.Word(name));
}
