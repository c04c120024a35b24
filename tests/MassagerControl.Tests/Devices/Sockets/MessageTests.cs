using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Sockets;

namespace MassagerControl.Tests.Devices.Sockets;

public sealed class MessageTests
{
    [Fact]
    public void A_message_has_a_fixed_form()
    {
        var bytes = new Message(MessageKind.Write, 0x01020304, 5, 6) { Data = new byte[] { 0xAA, 0xBB } }.Encode();

        Assert.Equal("09000000" + "04" + "04030201" + "05" + "06" + "AABB", Convert.ToHexString(bytes));
    }

    [Fact]
    public void A_message_comes_back_as_it_was()
    {
        var bytes = new Message(MessageKind.Answer, uint.MaxValue, 255, 1) { Data = new byte[] { 1, 2, 3 } }.Encode();

        Assert.Equal(3, Message.DataLength(bytes));
        var back = Message.Decode(bytes, bytes.AsMemory(Message.HeaderBytes));
        Assert.Equal((MessageKind.Answer, uint.MaxValue, (byte)255, (byte)1), (back.Kind, back.Id, back.Characteristic, back.Code));
        Assert.Equal(new byte[] { 1, 2, 3 }, back.Data.ToArray());
    }

    [Theory]
    [InlineData("060000000100000000" + "0000")]
    [InlineData("010001000100000000" + "0000")]
    [InlineData("FFFFFFFF0100000000" + "0000")]
    [InlineData("070000000000000000" + "0000")]
    [InlineData("07000000FF00000000" + "0000")]
    public void A_header_that_makes_no_sense_is_refused(string hex) => Assert.Null(Message.DataLength(Convert.FromHexString(hex)));

    [Fact]
    public void Characteristics_come_back_as_they_were()
    {
        GattCharacteristic[] all =
        [
            new(GattUuid.BatteryService, GattUuid.BatteryLevel, GattProperties.Read | GattProperties.Notify),
            new(GattUuid.FromShort(0xFFE0), GattUuid.FromShort(0xFFE2), GattProperties.Write),
        ];

        Assert.Equal(all, CharacteristicTable.Decode(CharacteristicTable.Encode([.. all]))!.Value);
        Assert.Null(CharacteristicTable.Decode(new byte[34]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("name")]
    [InlineData("\0name\0")]
    [InlineData("id\0name\0more\0")]
    public void A_device_that_does_not_say_what_it_is_is_none(string text) => Assert.Null(SocketDevice.Decode(System.Text.Encoding.UTF8.GetBytes(text)));
}
