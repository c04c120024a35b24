using MassagerControl.Core;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Runtime.Reach;

/// <summary>Says in one sentence why a radio does not work and what to do.</summary>
public static class RadioText
{
    public static Phrase Of(RadioChoice radio, GattException exception) => $"{radio.Text}: {exception.Words}";
}
