using MassagerControl.Runtime.Diagnosis;

namespace MassagerControl.Tests.Runtime.Diagnosis;

public sealed class RedactionTests
{
    [Fact]
    public void The_same_name_is_the_same_word_and_another_one_another()
    {
        var redaction = new Redaction([("Eva's ball", "device"), ("ball", "device"), ("/home/eva", "folder"), ("eva", "user")]);

        Assert.Equal("device-1 and device-2, device-1 in folder-1/x of user-1", redaction.Apply("Eva's ball and ball, eva's BALL in /home/eva/x of eva"));
    }

    [Theory]
    [InlineData("AA:BB:CC:DD:EE:01", "address-1")]
    [InlineData("aa:bb:cc:dd:ee:01 AA-BB-CC-DD-EE-01 dev_AA_BB_CC_DD_EE_01", "address-1 address-1 dev_address-1")]
    [InlineData("AA:BB:CC:DD:EE:01 and AA:BB:CC:DD:EE:02", "address-1 and address-2")]
    public void Addresses_are_found_by_their_form(string text, string expected) => Assert.Equal(expected, new Redaction([]).Apply(text));

    /// <summary>What is no name must stay as it was: words that hold one, bytes of a frame, a UUID.</summary>
    [Theory]
    [InlineData("football, medieval, evaluation")]
    [InlineData("AA 4C 01 03 00 4B 03")]
    [InlineData("0000ffe0-0000-1000-8000-00805f9b34fb")]
    public void Nothing_else_is_touched(string text) => Assert.Equal(text, new Redaction([("ball", "device"), ("eva", "user"), ("", "name"), ("x", "name")]).Apply(text));
}
