using System.Reflection;
using MassagerControl.RadioContract;
using Tmds.DBus;

namespace MassagerControl.Radio.InTheHand.Tests;

/// <summary>The package has one connection for the whole process, to the bus that it found first; tests have a bus each.</summary>
internal static class PackageBus
{
    /// <summary>Makes the package connect to this bus from now on.</summary>
    public static void Use(string address)
    {
        Environment.SetEnvironmentVariable("DBUS_SYSTEM_BUS_ADDRESS", address);
        Field(typeof(Address), "_systemAddressResolved").SetValue(null, false);
        Field(typeof(Connection), "s_systemConnection").SetValue(null, null);
    }

    /// <summary>A device on a fake bluetoothd, in reach of the package's radio.</summary>
    public static async Task<RadioBench> BenchAsync(string faults) => await FakeBlueZBench.StartAsync(
        address =>
        {
            Use(address);
            return new InTheHandRadio(TimeProvider.System);
        },
        faults);

    private static FieldInfo Field(Type type, string name) =>
        type.GetField(name, BindingFlags.Static | BindingFlags.NonPublic) ?? throw new InvalidOperationException($"Tmds.DBus has no {type.Name}.{name} any more.");
}
