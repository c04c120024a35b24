using MassagerControl.Core;

namespace MassagerControl.Tests.Core;

public sealed class RedFlagTextTests
{
    [Fact]
    public void Words_are_those_of_the_contract() =>
        Assert.Equal(["sharp", "numb", "radiating"], Enum.GetValues<RedFlagKind>().Select(kind => kind.Word()));

    [Fact]
    public void Each_word_finds_its_kind_again_and_no_other_word_does()
    {
        Assert.All(Enum.GetValues<RedFlagKind>(), kind => Assert.Equal(kind, RedFlagText.Find(kind.Word())));
        Assert.All(["Sharp", "rating", "", "9"], word => Assert.Null(RedFlagText.Find(word)));
    }

    [Fact]
    public void A_person_reads_a_clause() => Assert.Equal(
        ["sharp pain", "numbness or tingling", "pain running down an arm or leg"], Enum.GetValues<RedFlagKind>().Select(kind => kind.InWords()));
}
