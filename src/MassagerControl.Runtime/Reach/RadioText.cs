using MassagerControl.Devices.Gatt;

namespace MassagerControl.Runtime.Reach;

/// <summary>Says in one sentence why a radio does not work and what to do.</summary>
public static class RadioText
{
    public static string Of(RadioChoice radio, GattException exception) => $"{radio.Text}: {exception.Message}";
}
