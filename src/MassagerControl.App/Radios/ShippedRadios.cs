using MassagerControl.Radio.BlueZ.Central;
using MassagerControl.Runtime.Reach;

namespace MassagerControl.App.Radios;

/// <summary>The radios of the default build.</summary>
public static class ShippedRadios
{
    /// <summary>Those of the computer itself, then those that need no hardware.</summary>
    public static RadioKinds All { get; } = new(RadioKinds.Simulated.All.Insert(0, BlueZ));

    private static RadioKind BlueZ => new("bluez", "bluez[:ADAPTER]", Simulated: false, OpenBlueZ)
    {
        Argument = RadioArgument.Optional,
        IsNative = OperatingSystem.IsLinux(),
    };

    private static OpenRadio OpenBlueZ(RadioRequest request)
    {
        var radio = new BlueZRadio(new() { Adapter = request.Argument, AskPin = request.AskPin });
        return new(radio, radio) { Unbond = radio.RemoveAsync, Lasting = request.Argument is null ? null : radio.AdapterAddressAsync };
    }
}
