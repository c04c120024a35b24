using MassagerControl.Devices.Gatt;

namespace MassagerControl.Tests.Devices.Gatt;

public sealed class GattUuidTests
{
    [Theory]
    [InlineData("ffe0", "0000ffe0-0000-1000-8000-00805f9b34fb")]
    [InlineData("0000FFE0", "0000ffe0-0000-1000-8000-00805f9b34fb")]
    [InlineData("5304FD32-e897-47f0-8788-0bd14878b567", "5304fd32-e897-47f0-8788-0bd14878b567")]
    public void A_short_or_long_form_is_read(string text, string expected)
    {
        Assert.True(GattUuid.TryParse(text, out var uuid));
        Assert.Equal(expected, uuid.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("ffe")]
    [InlineData("ffeg")]
    [InlineData("5304fd32e89747f087880bd14878b567")]
    [InlineData("{5304fd32-e897-47f0-8788-0bd14878b567}")]
    public void Anything_else_is_not(string text) => Assert.False(GattUuid.TryParse(text, out _));

    [Fact]
    public void The_battery_has_its_assigned_numbers()
    {
        Assert.StartsWith("0000180f-", GattUuid.BatteryService.ToString());
        Assert.StartsWith("00002a19-", GattUuid.BatteryLevel.ToString());
    }
}
