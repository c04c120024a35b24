using System.Globalization;
using System.Text;
using MassagerControl.Core;
using MassagerControl.Core.Safety;
using MassagerControl.Core.Timing;
using MassagerControl.Devices.Captures.Files;
using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Protocols;
using MassagerControl.Devices.Simulation;

namespace MassagerControl.Tests.Support;

/// <summary>A session of the driver with a simulated device, as a phone's log would hold it, and the marks of somebody with a stopwatch.</summary>
internal sealed class CapturedSession
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(2);

    // From looking at the stopwatch to pressing.
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(0.2);

    private readonly VirtualTimeProvider _time = new();
    private readonly StringBuilder _marks = new();

    private CapturedSession()
    {
    }

    public byte[] File { get; private set; } = [];

    public string Marks => _marks.ToString();

    /// <param name="name">What it advertises; null as its profile says.</param>
    /// <param name="stops">A stop is pressed at the end.</param>
    /// <param name="levels">Those that are chosen, in order, 0 for a stop; none for all of them.</param>
    public static CapturedSession Of(DeviceProfile profile, string? name = null, bool discovers = true, bool stops = true, params int[] levels)
    {
        var session = new CapturedSession();
        using var stream = new MemoryStream();
        using (var writer = new CaptureWriter(stream, CaptureFormat.BtsnoopH4))
        {
            var air = new CapturedAir(writer, () => session._time.Elapsed, [0x01, 0xEE, 0xDD, 0xCC, 0xBB, 0xAA]) { Discovers = discovers };
            int[] chosen = levels.Length > 0 ? levels : [.. Enumerable.Range(1, profile.Scale.Count)];
            session.Drive(profile, air, name, stops ? [.. chosen, 0] : chosen);
        }
        session.File = stream.ToArray();
        return session;
    }

    private void Drive(DeviceProfile profile, CapturedAir air, string? name, int[] levels)
    {
        using var peripheral = new SimulatedPeripheral(profile, new SimulatedPeripheralOptions(), _time);
        var advertisement = SimulatedAdvertisement.Of(profile);
        air.Advertise(advertisement with { Name = name ?? advertisement.Name });
        var massager = new ProfiledMassager(new()
        {
            Profile = profile,
            Radio = new CapturingRadio(new SimulatedRadio(peripheral), air),
            Address = SimulatedRadio.AddressOf(profile.Id),
            Time = _time,
            Device = "captured",
        });
        using var owner = _time.CreateTimer(_ => massager.RenewLease(), null, HardLimits.Renewal, HardLimits.Renewal);
        _time.Advance(Between);
        Run(massager.ConnectAsync(default));
        _time.Advance(Between);
        foreach (var level in levels)
        {
            Mark(level == 0 ? "stop" : $"level {level}");
            Run(level == 0 ? massager.StopAsync(default) : massager.SetIntensityAsync(profile.Scale.IntensityOf(new Level(level)), default));
            _time.Advance(Between);
        }
        Run(massager.DisposeAsync().AsTask());
    }

    private void Mark(string text)
    {
        _marks.Append(CultureInfo.InvariantCulture, $"{_time.Elapsed.TotalSeconds:0.###} {text}\n");
        _time.Advance(Late);
    }

    private void Run(Task task)
    {
        _time.RunUntil(task);
        task.GetAwaiter().GetResult();
    }
}
