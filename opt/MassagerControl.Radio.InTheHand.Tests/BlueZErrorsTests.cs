using MassagerControl.Devices.Gatt;
using MassagerControl.Radio.InTheHand.BlueZ;
using Tmds.DBus;

namespace MassagerControl.Radio.InTheHand.Tests;

public sealed class BlueZErrorsTests
{
    [Theory]
    [InlineData("org.bluez.Error.Failed", "Operation failed with ATT error: 0x0e", GattFailure.Refused, 0x0e)]
    [InlineData("org.bluez.Error.Failed", "ATT error: 0x8", GattFailure.Refused, 0x08)]
    [InlineData("org.bluez.Error.Failed", "ATT error: 0x", GattFailure.Refused, null)]
    [InlineData("org.bluez.Error.NotSupported", "Operation is not supported", GattFailure.Refused, 0x06)]
    [InlineData("org.bluez.Error.NotPermitted", "Not paired", GattFailure.Refused, 0x05)]
    [InlineData("org.bluez.Error.InProgress", "In Progress", GattFailure.TimedOut, null)]
    [InlineData("org.bluez.Error.Failed", "Not connected", GattFailure.LinkLost, null)]
    [InlineData("org.bluez.Error.Failed", "No ATT transport", GattFailure.LinkLost, null)]
    [InlineData("org.freedesktop.DBus.Error.UnknownObject", "Method \"WriteValue\" …", GattFailure.LinkLost, null)]
    [InlineData("org.freedesktop.DBus.Error.ServiceUnknown", "The name is not activatable", GattFailure.LinkLost, null)]
    public void An_error_of_a_request_says_what_became_of_it(string name, string message, GattFailure failure, int? code)
    {
        var error = BlueZErrors.OfRequest(new DBusException(name, message));

        Assert.Equal((failure, code), (error.Failure, (int?)error.AttCode));
    }

    [Fact]
    public void Without_bluetoothd_or_bus_there_is_no_radio()
    {
        Assert.Contains("bluetoothd", BlueZErrors.OfRadio(new DBusException("org.freedesktop.DBus.Error.ServiceUnknown", "…")).Message, StringComparison.Ordinal);
        Assert.Contains("message bus", BlueZErrors.OfRadio(new ConnectException("no such file")).Message, StringComparison.Ordinal);
        Assert.Contains("switched off", BlueZErrors.OfRadio(new DBusException("org.bluez.Error.NotReady", "Resource Not Ready")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_user_who_may_not_use_Bluetooth_is_told_so()
    {
        var error = BlueZErrors.OfRadio(new DBusException("org.freedesktop.DBus.Error.AccessDenied", "Rejected send message"));

        Assert.Equal(GattFailure.Refused, error.Failure);
        Assert.Contains("group bluetooth", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_answer_in_time_is_told_from_a_refusal() => Assert.Equal(GattFailure.TimedOut, BlueZErrors.OfRequest(new TimeoutException()).Failure);
}
