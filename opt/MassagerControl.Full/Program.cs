using MassagerControl.App.Radios;
using MassagerControl.Runtime.Reach;
using MassagerControl.Devices.Gatt;
using MassagerControl.Radio.InTheHand;

namespace MassagerControl.Full;

/// <summary><c>massager</c> with one radio more: composition root only.</summary>
internal static class Program
{
#if WINDOWS
    private const bool Reaches = true;
#else
    // The plain build carries the package's BlueZ part on every system.
    private static readonly bool Reaches = OperatingSystem.IsLinux();
#endif

    private static readonly RadioKind InTheHand = new("inthehand", "inthehand", Simulated: false, Open) { IsNative = Reaches };

    // After the radio of the default build: where both work, that one is meant when nobody names one.
    private static Task<int> Main(string[] args) => App.Program.RunAsync(args, new(ShippedRadios.All.All.Insert(1, InTheHand)));

    private static OpenRadio Open(RadioRequest wish) => Reaches
        ? new(new InTheHandRadio(wish.Time))
        : throw new GattException(GattFailure.Unreachable, "this build reaches Bluetooth on Linux only; on Windows use the build for net10.0-windows, for macOS there is none");
}
