using MassagerControl.Web.Settings;

namespace MassagerControl.Tests.Web.Mqtt;

public sealed class MqttBrokerTests
{
    [Theory]
    [InlineData("mqtt://home", "home", 1883, false, null)]
    [InlineData("mqtts://home/", "home", 8883, true, null)]
    [InlineData("mqtt://massager@192.168.1.2:18830", "192.168.1.2", 18830, false, "massager")]
    [InlineData("mqtts://a%3Ab@[::1]", "::1", 8883, true, "a:b")]
    public void An_address_says_where_and_as_whom(string text, string host, int port, bool encrypted, string? user) =>
        Assert.Equal(new MqttBroker(host, port, encrypted, user), MqttBroker.Read(text));

    [Theory]
    [InlineData("")]
    [InlineData("home")]
    [InlineData("mqtt://")]
    [InlineData("http://home")]
    [InlineData("ws://home")]
    [InlineData("mqtt://home/topic")]
    [InlineData("mqtt://home?keepalive=3")]
    [InlineData("mqtt://home:0")]
    [InlineData("mqtt://home:99999")]
    // A password on a command line is read by every user of the computer.
    [InlineData("mqtt://massager:secret@home")]
    public void What_is_none_is_refused(string text) => Assert.Null(MqttBroker.Read(text));
}
