using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Timing;
using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Protocols;
using MassagerControl.Devices.Simulation;

namespace MassagerControl.Tests.Support;

/// <summary>A driver and a simulated device on one virtual clock, with everything that both of them said.</summary>
internal sealed class SimulatedRig
{
    /// <param name="builtFrom">What the device really is; null for what the driver believes.</param>
    public SimulatedRig(DeviceProfile profile, string faults = "", OnDisconnect? onDisconnect = null, DeviceProfile? builtFrom = null)
    {
        var options = new SimulatedPeripheralOptions { Faults = Script(profile, faults), OnDisconnect = onDisconnect };
        Profile = profile;
        Peripheral = new SimulatedPeripheral(builtFrom ?? profile, options, Time);
        Peripheral.Happened += Events.Add;
        Massager = new ProfiledMassager(new()
        {
            Profile = profile,
            Radio = new SimulatedRadio(Peripheral),
            Address = SimulatedRadio.AddressOf(profile.Id),
            Time = Time,
            Device = $"sim:{profile.Id}",
            Simulated = true,
            Trace = true,
        });
        Massager.Observe(Reports.Add);
    }

    public SimulatedRig(string profile, string faults = "", OnDisconnect? onDisconnect = null)
        : this(Shipped(profile), faults, onDisconnect)
    {
    }

    public VirtualTimeProvider Time { get; } = new();

    public DeviceProfile Profile { get; }

    public SimulatedPeripheral Peripheral { get; }

    public ProfiledMassager Massager { get; }

    public List<MassagerReport> Reports { get; } = [];

    public List<PeripheralEvent> Events { get; } = [];

    public IEnumerable<string> Frames => Reports.OfType<FrameWritten>().Select(frame => frame.Hex);

    public IEnumerable<int> MotorLevels => Events.OfType<MotorChanged>().Select(change => change.Level.Number);

    public int Motor => Peripheral.Level.Number;

    public static DeviceProfile Shipped(string id)
    {
        var reading = ProfileCatalog.Shipped().Find(id);
        Assert.NotNull(reading);
        Assert.Empty(reading.Errors);
        return reading.Value!;
    }

    public static FaultScript Script(DeviceProfile profile, string faults)
    {
        var reading = FaultScriptReader.Parse("faults.json", $$"""{ "faults": [ {{faults}} ] }""", profile.Scale);
        Assert.Empty(reading.Errors);
        return reading.Value!;
    }

    public void Connect() => Run(Connecting());

    public Task Connecting() => Massager.ConnectAsync(default);

    public Task Drive(int level) => Drive(Profile.Scale.IntensityOf(new Level(level)));

    public Task Drive(Intensity intensity) => Massager.SetIntensityAsync(intensity, default);

    public Task Stop() => Massager.StopAsync(default);

    /// <summary>The task must be complete without any time passing.</summary>
    public static void Now(Task task)
    {
        Assert.True(task.IsCompleted, "needs time");
        task.GetAwaiter().GetResult();
    }

    /// <returns>The virtual time that it took.</returns>
    public TimeSpan Run(Task task)
    {
        var began = Time.Elapsed;
        Time.RunUntil(task);
        task.GetAwaiter().GetResult();
        return Time.Elapsed - began;
    }

    /// <returns>The fault that it ended with, and the virtual time that it took.</returns>
    public (MassagerFaultKind Kind, TimeSpan After) Fail(Task task)
    {
        var began = Time.Elapsed;
        Time.RunUntil(task);
        var exception = Assert.Throws<MassagerException>(() => task.GetAwaiter().GetResult());
        return (exception.Fault.Kind, Time.Elapsed - began);
    }
}
