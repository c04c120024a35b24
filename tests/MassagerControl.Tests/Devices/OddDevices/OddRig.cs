using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Timing;
using MassagerControl.Devices.OddDevices;
using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Protocols;
using MassagerControl.Devices.Simulation;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Devices.OddDevices;

/// <summary>An odd device of <c>tests/odd-devices</c> in virtual time, and drivers by the profile that a person would write for it.</summary>
internal sealed class OddRig
{
    private const string Address = "odd";

    private readonly SlowRadio _radio;

    // As LastWordFile keeps it from process to process.
    private readonly LastWord _word = new();

    /// <param name="more">Conditions besides those of its script, as JSON.</param>
    public OddRig(string name, string more = "")
    {
        var script = Script(name);
        Profile = ProfileOf(name);
        Device = new ScriptedDevice(script.Device!, Address, Time);
        Device.Happened += Events.Add;
        _radio = new SlowRadio(new OddRadio(Device, [.. Conditions(more), .. script.Conditions], Time, Device.SwitchOff), Time);
    }

    public static IEnumerable<string> Names => Directory.EnumerateFiles(Repository.PathOf("tests", "odd-devices"), "*.json")
        .Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    public VirtualTimeProvider Time { get; } = new();

    public ScriptedDevice Device { get; }

    public DeviceProfile Profile { get; }

    /// <summary>So long the next write is on its way.</summary>
    public TimeSpan NextWriteTakes
    {
        set => _radio.NextWriteTakes = value;
    }

    public List<PeripheralEvent> Events { get; } = [];

    public List<MassagerReport> Reports { get; } = [];

    public int Links => Events.OfType<CentralConnected>().Count();

    public static OddScript Script(string name)
    {
        var reading = OddScriptReader.Read(Repository.PathOf("tests", "odd-devices", $"{name}.json"));
        Assert.Empty(reading.Errors);
        return reading.Value!;
    }

    public static DeviceProfile ProfileOf(string name)
    {
        var reading = ProfileReader.Read(Repository.PathOf("tests", "odd-devices", "profiles", $"{name}.json"));
        Assert.Empty(reading.Errors);
        return reading.Value!;
    }

    /// <summary>A driver of its own, as each process has one.</summary>
    public ProfiledMassager Driver()
    {
        var driver = new ProfiledMassager(new() { Profile = Profile, Radio = _radio, Address = Address, Time = Time, Device = "odd", Trace = true, LastWord = _word });
        driver.Observe(Reports.Add);
        return driver;
    }

    /// <summary>A driver that has brought the motor to its lowest level.</summary>
    public ProfiledMassager Running()
    {
        var driver = Driver();
        Assert.Null(Fault(driver.ConnectAsync(default)));
        Assert.Null(Fault(driver.SetIntensityAsync(Profile.Scale.IntensityOf(new Level(1)), default)));
        Assert.Equal(1, Device.Level);
        return driver;
    }

    /// <summary>Lets time run until the task has ended.</summary>
    /// <returns>What it failed with, or null.</returns>
    public MassagerFault? Fault(Task task)
    {
        Time.RunUntil(task);
        try
        {
            task.GetAwaiter().GetResult();
            return null;
        }
        catch (MassagerException exception)
        {
            return exception.Fault;
        }
    }

    private static ImmutableArray<OddCondition> Conditions(string more)
    {
        if (more.Length == 0)
            return [];
        var reading = OddScriptReader.Parse("more", $$"""{ "conditions": [ {{more}} ] }""");
        Assert.Empty(reading.Errors);
        return reading.Value!.Conditions;
    }
}
