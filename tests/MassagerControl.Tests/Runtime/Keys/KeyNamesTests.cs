using MassagerControl.Runtime.Keys;

namespace MassagerControl.Tests.Runtime.Keys;

public sealed class KeyNamesTests
{
    /// <summary>From linux/input-event-codes.h: the first and the last of each row, and what people press.</summary>
    [Theory]
    [InlineData(1, "ESC")]
    [InlineData(2, "1")]
    [InlineData(11, "0")]
    [InlineData(28, "ENTER")]
    [InlineData(48, "B")]
    [InlineData(57, "SPACE")]
    [InlineData(83, "KPDOT")]
    [InlineData(85, "ZENKAKUHANKAKU")]
    [InlineData(104, "PAGEUP")]
    [InlineData(109, "PAGEDOWN")]
    [InlineData(113, "MUTE")]
    [InlineData(114, "VOLUMEDOWN")]
    [InlineData(115, "VOLUMEUP")]
    [InlineData(116, "POWER")]
    [InlineData(163, "NEXTSONG")]
    [InlineData(164, "PLAYPAUSE")]
    [InlineData(165, "PREVIOUSSONG")]
    [InlineData(166, "STOPCD")]
    [InlineData(194, "F24")]
    [InlineData(200, "PLAYCD")]
    [InlineData(201, "PAUSECD")]
    [InlineData(212, "CAMERA")]
    [InlineData(248, "MICMUTE")]
    [InlineData(0x110, "BTN_LEFT")]
    [InlineData(0x117, "BTN_TASK")]
    [InlineData(0x12b, "BTN_BASE6")]
    [InlineData(0x130, "BTN_SOUTH")]
    [InlineData(0x13e, "BTN_THUMBR")]
    [InlineData(0x160, "OK")]
    [InlineData(0x18e, "RED")]
    [InlineData(0x1ba, "IMAGES")]
    [InlineData(0x1bd, "PICKUP_PHONE")]
    [InlineData(0x200, "NUMERIC_0")]
    [InlineData(0x209, "NUMERIC_9")]
    [InlineData(0x2bf, "KEY_703")]
    public void A_key_has_its_name_and_a_name_its_key(int code, string name) => Assert.Equal((name, code), (KeyNames.Of(code), KeyNames.Code(name)));

    [Theory]
    [InlineData("volumeup", 115)]
    [InlineData("KEY_VOLUMEUP", 115)]
    [InlineData("key_1", 2)]
    [InlineData("KEY_115", 115)]
    [InlineData("btn_left", 0x110)]
    [InlineData("KEY_0x73", null)]
    [InlineData("KEY_768", null)]
    [InlineData("KEY_", null)]
    [InlineData("115", null)]
    [InlineData("VOLUMEUPP", null)]
    [InlineData("", null)]
    public void A_name_is_read_as_people_write_it(string name, int? code) => Assert.Equal(code, KeyNames.Code(name));

    [Fact]
    public void Every_named_key_is_read_back_as_itself() =>
        Assert.All(Enumerable.Range(1, KeyBits.Last), code => Assert.Equal(code, KeyNames.Code(KeyNames.Of(code))));

    [Theory]
    [InlineData("1", 1)]
    [InlineData("9", 9)]
    [InlineData("0", 10)]
    [InlineData("KP7", 7)]
    [InlineData("KP0", 10)]
    [InlineData("NUMERIC_3", 3)]
    [InlineData("NUMERIC_0", 10)]
    [InlineData("VOLUMEUP", null)]
    [InlineData("F1", null)]
    public void Number_keys_rate_and_0_is_ten(string name, int? rating) => Assert.Equal(rating, KeyNames.Rating(KeyNames.Code(name)!.Value));
}
