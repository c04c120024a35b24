using System.Reflection;
using MassagerControl.Core;
using MassagerControl.Core.Control;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Timing;
using MassagerControl.Devices.Frames;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Profiles.Matching;
using MassagerControl.Devices.Protocols;
using MassagerControl.Devices.Simulation;
using MassagerControl.Runtime.Guarding;
using MassagerControl.Runtime.Reach;
using MassagerControl.Runtime.Runs;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Docs.Chains;

/// <summary>Follows one call of a massager to the link of its radio, in virtual time.</summary>
internal static class DeviceTrace
{
    private const string Id = "sim-percussion-gun";

    /// <summary>Through everything that stands between the loop of a session and the radio of a paired device.</summary>
    public static string[] OfChain(Func<IMassager, Task> call)
    {
        using var device = new Device(SimulatedRig.Shipped(Id));
        using var guard = new GuardLink(TextReader.Null, TextWriter.Null);
        var choice = new DirectDevice(new(new(RadioKinds.Simulator, RadioKinds.Simulator, Simulated: true, _ => new(device.Radio)), null), Id, SimulatedRadio.AddressOf(Id));
        var driver = new RadioSetup(ProfileLibrary.Shipped()).Find(new("", null, Trace: false, ""), choice, "gun").Make!(device.Time).Massager;
        device.Time.RunUntil(driver.ConnectAsync(default));
        var chain = MassagerChain.Of(driver, () => null, _ => { }, WatchOver(guard), device.Time);
        var trace = device.Follow(() => call(chain));
        // Its last word is kept for the next driver of this device.
        device.Time.RunUntil(driver.StopAsync(default));
        return trace.From(nameof(LeasedMassager));
    }

    /// <summary>A level through the driver of a profile whose frame for it says when it is made.</summary>
    public static string[] OfFrame()
    {
        var profile = SimulatedRig.Shipped(Id);
        using var device = new Device(profile);
        var level = profile.SetLevel with { Frame = new([.. profile.SetLevel.Frame.Parts, new TracedPart(() => device.Note(nameof(FramePart)))]) };
        var driver = new ProfiledMassager(new()
        {
            Profile = profile with { SetLevel = level },
            Radio = device.Radio,
            Address = SimulatedRadio.AddressOf(Id),
            Time = device.Time,
            Device = Id,
            Simulated = true,
        });
        device.Time.RunUntil(driver.ConnectAsync(default));
        return device.Follow(() => driver.SetIntensityAsync(Intensity.FromPercent(40), default)).From(nameof(ProfiledMassager));
    }

    // It belongs to a process, of which nothing is needed here: the chain only asks it for the line to its guard.
    private static DeviceWatch WatchOver(GuardLink guard) => (DeviceWatch)Activator.CreateInstance(
        typeof(DeviceWatch), BindingFlags.NonPublic | BindingFlags.Instance, null, [null, null, guard, TimeProvider.System], null)!;

    /// <summary>A simulated device whose radio is watched.</summary>
    private sealed class Device : IDisposable
    {
        private readonly SimulatedPeripheral _peripheral;
        private readonly List<string[]> _traces = [];
        private bool _follows;

        public Device(DeviceProfile profile)
        {
            _peripheral = new(profile, new(), Time);
            Radio = new(new SimulatedRadio(_peripheral), () => Note(nameof(IGattLink)));
        }

        public VirtualTimeProvider Time { get; } = new();

        public TracedRadio Radio { get; }

        /// <returns>Everybody on the way to every write, until the call has its answer.</returns>
        public string[] Follow(Func<Task> call)
        {
            _follows = true;
            Time.RunUntil(call());
            _follows = false;
            return CallTrace.Joined(_traces);
        }

        public void Note(string seam)
        {
            if (_follows)
                _traces.Add([.. CallTrace.Here(), seam]);
        }

        public void Dispose() => _peripheral.Dispose();
    }

    /// <summary>A part of no bytes.</summary>
    private sealed record TracedPart(Action Written) : FramePart
    {
        internal override int Size => 0;

        internal override void Write(FrameWriter frame) => Written();

        internal override void Read(ref FrameReader frame)
        {
        }
    }
}
