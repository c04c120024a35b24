using MassagerControl.Radio.BlueZ.Central;

namespace MassagerControl.Tests.Radio.BlueZ.Central;

public sealed class BlueZVersionTests
{
    [Theory]
    [InlineData("usb:v1D6Bp0246d0542", "5.66")]
    [InlineData("usb:v1D6Bp0246d0552", "5.82")]
    [InlineData("usb:v1d6bp0246d0557", "5.87")]
    public void It_stands_in_the_adapters_own_device_id(string modalias, string version) =>
        Assert.Equal(Version.Parse(version), BlueZAdapter.VersionIn(modalias));

    /// <summary>Somebody has named the adapter otherwise, or bluetoothd tells no device id.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("usb:v046DpB012d0007")]
    [InlineData("usb:v1D6Bp0246d")]
    [InlineData("usb:v1D6Bp0246dXYZ")]
    [InlineData("usb:v1D6Bp0246d12345")]
    public void Anything_else_says_nothing(string? modalias) => Assert.Null(BlueZAdapter.VersionIn(modalias));
}
