using MassagerControl.Devices.Gatt;

namespace MassagerControl.Runtime.Reach;

/// <summary>A radio that does not work, in one sentence with what to do.</summary>
public static class RadioText
{
    public static string Of(RadioChoice radio, GattException exception) => $"{radio.Text}: {exception.Message}";
}
