using MassagerControl.Runtime.Keys;

namespace MassagerControl.Tests.Runtime.Keys;

public sealed class KeyBitsTests
{
    [Fact]
    public void The_bits_of_an_ioctl_are_keys_by_their_place()
    {
        var bits = new byte[KeyBits.Bytes];
        (bits[0], bits[14], bits[95]) = (0b11, 0b1100, 0b1000_0000);

        Assert.Equal([1, 114, 115, KeyBits.Last], KeyBits.Of(bits).AsEnumerable());
    }

    /// <summary>As /sys shows a device with MUTE, VOLUMEDOWN and VOLUMEUP; and one with BTN_LEFT, BTN_RIGHT and BTN_MIDDLE.</summary>
    [Theory]
    [InlineData("e000000000000 0\n", 113, 114, 115)]
    [InlineData("70000 0 0 0 0\n", 0x110, 0x111, 0x112)]
    [InlineData("3", 1)]
    [InlineData("0\n")]
    [InlineData("")]
    [InlineData("nothing of the kind")]
    public void What_sys_says_is_read_from_its_end(string capabilities, params int[] keys) => Assert.Equal(keys, KeyBits.Of(capabilities));

    [Fact]
    public void Bits_beyond_the_last_key_are_none() => Assert.Equal([KeyBits.Last], KeyBits.Of("1 8000000000000000 0 0 0 0 0 0 0 0 0 0 0").AsEnumerable());
}
