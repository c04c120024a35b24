using System.Collections.Immutable;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Simulation;

namespace MassagerControl.RadioContract;

/// <summary>A radio that is put to the test, with one device in the air that behaves as <see cref="Profile"/> says.</summary>
public abstract class RadioBench : IAsyncDisposable
{
    /// <summary>The profile of the device.</summary>
    public static DeviceProfile Profile { get; } = ProfileCatalog.Shipped().Find("sim-percussion-gun")!.Value!;

    /// <summary>What a driver is told of the device: <see cref="Profile"/>, less what this device does not offer.</summary>
    public virtual DeviceProfile Driven => Profile;

    public abstract IRadio Radio { get; }

    /// <summary>What <see cref="IRadio.ConnectAsync"/> takes for the device.</summary>
    public abstract string Address { get; }

    /// <summary>What the device's motor has done so far: each level that it changed to.</summary>
    public abstract ImmutableArray<int> Motor { get; }

    /// <summary>Completes when the motor has changed to a level, or did so before.</summary>
    public abstract Task ReachedAsync(int level);

    /// <param name="faults">Entries of a fault file, separated by commas.</param>
    public static FaultScript Script(string faults)
    {
        var reading = FaultScriptReader.Parse("faults.json", $$"""{ "faults": [ {{faults}} ] }""", Profile.Scale);
        Assert.Empty(reading.Errors);
        return reading.Value!;
    }

    public abstract ValueTask DisposeAsync();
}
