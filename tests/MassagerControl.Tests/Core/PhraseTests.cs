using MassagerControl.Core;

namespace MassagerControl.Tests.Core;

public sealed class PhraseTests
{
    [Theory]
    [InlineData(0, "0 reps")]
    [InlineData(1, "1 rep")]
    [InlineData(2, "2 reps")]
    public void One_is_one(int count, string words) => Assert.Equal(words, Phrase.Count(count, "rep"));
}
