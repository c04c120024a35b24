using MassagerControl.App.Radios;
using MassagerControl.Runtime.Reach;

namespace MassagerControl.Tests.Runtime.Reach;

public sealed class RadioKindsTests
{
    [Theory]
    [InlineData("sim", "sim", null)]
    [InlineData("bluez", "bluez", null)]
    [InlineData("bluez:hci1", "bluez", "hci1")]
    [InlineData("socket:/a:b", "socket", "/a:b")]
    public void A_radio_is_named_by_its_kind_and_what_stands_behind_the_colon(string text, string kind, string? argument)
    {
        var choice = ShippedRadios.All.Read(text).Choice!;

        Assert.Equal((kind, argument, text), (choice.Kind.Name, choice.Argument, choice.Text));
    }

    [Theory]
    [InlineData("", "there is no radio ''")]
    [InlineData("foo", "there are bluez[:ADAPTER], sim, socket:PATH")]
    [InlineData("sim:x", "write sim")]
    [InlineData("bluez:", "write bluez[:ADAPTER]")]
    [InlineData("socket", "write socket:PATH")]
    [InlineData("socket:", "write socket:PATH")]
    public void Anything_else_is_told_what_there_is(string text, string error)
    {
        var (choice, why) = ShippedRadios.All.Read(text);

        Assert.Null(choice);
        Assert.Contains(error, why?.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_socket_means_the_same_from_every_folder() =>
        Assert.Equal(Path.GetFullPath("x"), ShippedRadios.All.Read("socket:x").Choice!.Argument);

    [Fact]
    public void The_usual_radio_is_this_computers_own() =>
        Assert.Equal(OperatingSystem.IsLinux() ? "bluez" : "sim", ShippedRadios.All.UsualChoice.Text);

    [Fact]
    public void A_device_in_full_is_found_again_and_locked_by_its_address_alone()
    {
        var device = new DirectDevice(ShippedRadios.All.Read("bluez:hci1").Choice!, "therabody-pro", "aa:BB");

        Assert.Equal(device, DirectDevice.Read(device.ToString(), ShippedRadios.All));
        Assert.Equal(device.LockName, (device with { Radio = ShippedRadios.All.Read("bluez").Choice!, Profile = "x", Address = "AA:bb" }).LockName);
        Assert.Equal(device.LockName, (device with { Radio = new(new("another", "another", Simulated: false, _ => throw new InvalidOperationException()), null) }).LockName);
        Assert.Null(DirectDevice.Read("sim/therabody-pro/x", ShippedRadios.All));
        Assert.Null(DirectDevice.Read("my gun", ShippedRadios.All));
    }
}
