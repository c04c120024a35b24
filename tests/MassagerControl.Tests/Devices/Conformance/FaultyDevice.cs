using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Conformance;
using MassagerControl.Devices.Frames;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Simulation;

namespace MassagerControl.Tests.Devices.Conformance;

/// <summary>Devices that are not what their profile says, each in one way.</summary>
internal static class FaultyDevice
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(300);

    public static IReadOnlyDictionary<string, Func<DeviceProfile, IConformanceTarget>> All { get; } = new Dictionary<string, Func<DeviceProfile, IConformanceTarget>>
    {
        ["stop ignored"] = profile => Scripted(profile, new IgnoreStop(null)),
        ["stop ignored, off reported"] = profile => new SimulatedTarget(
            profile, profile, new() { Faults = new([new(TimeSpan.Zero, null, new IgnoreStop(null))]) }, (device, _) => Lying(profile, new SimulatedRadio(device))),
        ["level off by one"] = OneAbove,
        ["motor starts on connect"] = profile => Watched(profile, StartWhenConnected),
        ["checksum not verified"] = profile => Built(profile, Careless),
        ["keeps running after the link is lost"] = profile =>
            new SimulatedTarget(profile with { OnDisconnect = OnDisconnect.Stops }, new() { OnDisconnect = OnDisconnect.Continues }),
        ["notifications in pieces"] = profile => Telling(profile, bytes => Runs(profile, bytes) ? [bytes[..2], bytes[2..]] : [bytes]),
        ["notifications damaged"] = profile => Telling(profile, bytes => Runs(profile, bytes) ? [Damaged(bytes)] : [bytes]),
        ["needs a longer gap"] = NeedsGap,
        ["busy after a stop"] = BusyAfterStop,
        ["battery is nonsense"] = profile => new SimulatedTarget(profile, profile, new(), (device, _) => new TamperedRadio(new SimulatedRadio(device)) { Read = _ => [250] }),
        ["reports the level above"] = profile => Telling(profile, bytes => [Raised(profile, bytes)]),
        ["reports only when asked"] = profile => new SimulatedTarget(profile, profile, new(), (device, _) => Taciturn(profile, new SimulatedRadio(device))),
        ["refuses the highest level"] = profile => Built(profile, device => device with { Levels = Truncated(device.Levels) }),
        ["one level more than its profile"] = profile => Built(profile, device => device with { Levels = Extended(device.Levels) }),
        ["goes on after a new link"] = profile => Watched(profile, ResumeWhenConnected),
        ["starts by itself after a stop"] = profile => Watched(profile, StartAfterStop),
        ["countdown not enforced"] = profile => Hearing(profile, (bytes, values) => profile.SetLevel.Frame.Encode(values.With("countdownSeconds", 250))),
        ["countdown not armed anew"] = OnceOnly,
        ["half a frame obeyed"] = profile => new SimulatedTarget(profile, profile, new(), (device, _) => new TamperedRadio(new SimulatedRadio(device))
        {
            Write = bytes => bytes is [1, _] ? [.. bytes, 2] : bytes,
        }),
        ["another service"] = profile => Built(profile, Elsewhere),
        ["stops on its keep-alive"] = StopsOnKeepAlive,
        ["takes one link only"] = profile => new SimulatedTarget(profile, profile, new(), (device, _) => new OneLinkRadio(new SimulatedRadio(device))),
    };

    private static SimulatedTarget Scripted(DeviceProfile profile, Fault fault) =>
        new(profile, new() { Faults = new([new(TimeSpan.Zero, null, fault)]) });

    private static SimulatedTarget Built(DeviceProfile profile, Func<DeviceProfile, DeviceProfile> change) =>
        new(profile, Renewed(change(profile)), new(), (device, _) => new SimulatedRadio(device));

    // Operations are found by identity, so that what a change replaced is replaced everywhere.
    private static DeviceProfile Renewed(DeviceProfile profile) => profile with
    {
        SetLevel = profile.Operations.First(operation => operation.Name == profile.SetLevel.Name),
        Stop = profile.Operations.First(operation => operation.Name == profile.Stop.Name),
    };

    private static SimulatedTarget Watched(DeviceProfile profile, Action<SimulatedPeripheral, TimeProvider> watch) =>
        new(profile, profile, new(), (device, time) =>
        {
            watch(device, time);
            return new SimulatedRadio(device);
        });

    private static SimulatedTarget Telling(DeviceProfile profile, Func<byte[], IEnumerable<byte[]>> change) =>
        new(profile, profile, new(), (device, time) => new TamperedRadio(new SimulatedRadio(device))
        {
            Notify = (characteristic, bytes) => characteristic.Uuid == GattUuid.BatteryLevel ? [bytes] : change(bytes),
        });

    /// <summary>Answers what it is asked, and says nothing else.</summary>
    public static IRadio Taciturn(DeviceProfile profile, IRadio radio)
    {
        var asked = false;
        return new TamperedRadio(radio)
        {
            Write = bytes =>
            {
                asked = profile.RequestStatus!.Frame.TryDecode(bytes, out _, out _);
                return bytes;
            },
            Notify = (characteristic, bytes) => asked || characteristic.Uuid == GattUuid.BatteryLevel ? [bytes] : [],
        };
    }

    /// <summary>Says after a stop that it stands still, whatever it does.</summary>
    private static TamperedRadio Lying(DeviceProfile profile, IRadio radio)
    {
        var told = false;
        return new TamperedRadio(radio)
        {
            Write = bytes =>
            {
                told = profile.Stop.Frame.TryDecode(bytes, out _, out _) || (told && !profile.SetLevel.Frame.TryDecode(bytes, out _, out _));
                return bytes;
            },
            Notify = (_, bytes) => told && Runs(profile, bytes) ? [profile.Notifications[0].Frame.Encode(FieldValues.None.With("level", 0).With("running", 0))] : [bytes],
        };
    }

    private static SimulatedTarget OneAbove(DeviceProfile profile) => new(profile, profile, new(), (device, clock) => new TamperedRadio(new SimulatedRadio(device))
    {
        Write = bytes => profile.SetLevel.Frame.TryDecode(bytes, out var values, out _) && profile.Levels.Exact(values["level"]!.Value) is { IsOff: false } level
            ? profile.SetLevel.Frame.Encode(FieldValues.None.With("level", profile.Levels.ToRaw(profile.Scale.Above(level))))
            : bytes,
    });

    /// <summary>Takes a level as something else.</summary>
    private static SimulatedTarget Hearing(DeviceProfile profile, Func<byte[], FieldValues, byte[]?> change) =>
        new(profile, profile, new(), (device, _) => new TamperedRadio(new SimulatedRadio(device))
        {
            Write = bytes => profile.SetLevel.Frame.TryDecode(bytes, out var values, out var problem) ? change(bytes, values) : bytes,
        });

    private static SimulatedTarget OnceOnly(DeviceProfile profile) => new(profile, profile, new(), (device, _) =>
    {
        byte[] last = [];
        return new TamperedRadio(new SimulatedRadio(device)) { Write = bytes => last.AsSpan().SequenceEqual(bytes) ? null : last = bytes };
    });

    /// <summary>A device that takes what its profile sends as a heartbeat for a stop.</summary>
    private static SimulatedTarget StopsOnKeepAlive(DeviceProfile profile)
    {
        var beat = profile.Stop with { Name = "beat", Frame = new([new LiteralPart([0x77])]) };
        var kept = profile with { Operations = profile.Operations.Add(beat), KeepAlive = new(TimeSpan.FromSeconds(5), beat) };
        return new(kept, profile, new(), (device, _) => new TamperedRadio(new SimulatedRadio(device))
        {
            Write = bytes => bytes is [0x77] ? profile.Stop.Frame.Encode(FieldValues.None) : bytes,
        });
    }

    private static SimulatedTarget NeedsGap(DeviceProfile profile)
    {
        var gap = profile.MinimumGap + TimeSpan.FromMilliseconds(80);
        return new(profile, profile, new(), (device, time) =>
        {
            var last = -gap;
            return new TamperedRadio(new SimulatedRadio(device))
            {
                Write = bytes =>
                {
                    if (!profile.SetLevel.Frame.TryDecode(bytes, out var values, out _) || values["level"] == 0)
                        return bytes;
                    var now = time.GetElapsedTime(0);
                    var tooSoon = now - last < gap;
                    last = now;
                    return tooSoon ? null : bytes;
                },
            };
        });
    }

    private static SimulatedTarget BusyAfterStop(DeviceProfile profile) => new(profile, profile, new(), (device, time) =>
    {
        var busy = TimeSpan.Zero;
        return new TamperedRadio(new SimulatedRadio(device))
        {
            Write = bytes =>
            {
                var now = time.GetElapsedTime(0);
                // Only a stop of a running motor keeps it busy.
                if (profile.Stop.Frame.TryDecode(bytes, out _, out _) && !device.Level.IsOff)
                    busy = now + profile.MinimumGap + TimeSpan.FromMilliseconds(80);
                else if (now < busy)
                    return null;
                return bytes;
            },
        };
    });

    private static void StartWhenConnected(SimulatedPeripheral device, TimeProvider time) =>
        When<CentralConnected>(device, () => After(time, Soon, () => device.PressButton(new Level(1))));

    private static void ResumeWhenConnected(SimulatedPeripheral device, TimeProvider time)
    {
        var links = 0;
        When<CentralConnected>(device, () =>
        {
            if (++links > 1)
                After(time, TimeSpan.FromSeconds(2), () => device.PressButton(new Level(1)));
        });
    }

    private static void StartAfterStop(SimulatedPeripheral device, TimeProvider time)
    {
        var ran = false;
        device.Happened += happened =>
        {
            if (happened is not MotorChanged motor)
                return;
            if (ran && motor.Level.IsOff)
                After(time, TimeSpan.FromMinutes(5), () => device.PressButton(new Level(1)));
            ran = !motor.Level.IsOff;
        };
    }

    private static void When<T>(SimulatedPeripheral device, Action act) => device.Happened += happened =>
    {
        if (happened is T)
            act();
    };

    private static void After(TimeProvider time, TimeSpan wait, Action act) =>
        time.CreateTimer(_ => act(), null, wait, Timeout.InfiniteTimeSpan);

    private static LevelMap Truncated(LevelMap levels) => new([.. Raw(levels).SkipLast(1)]);

    private static LevelMap Extended(LevelMap levels) => new([.. Raw(levels), levels.Highest + 1]);

    private static ImmutableArray<int> Raw(LevelMap levels) =>
        [.. Enumerable.Range(1, levels.Scale.Count).Select(level => levels.ToRaw(new Level(level)))];

    private static DeviceProfile Careless(DeviceProfile profile) => profile with
    {
        Operations =
        [
            .. profile.Operations.Select(operation => operation with
            {
                Frame = new([.. operation.Frame.Parts.Select(part => part is ChecksumPart checksum ? new UnknownPart(checksum.Algorithm.Width) : part)]),
            }),
        ],
    };

    private static DeviceProfile Elsewhere(DeviceProfile profile) => profile with
    {
        Endpoints = [.. profile.Endpoints.Select(endpoint => endpoint with { Service = GattUuid.FromShort(0xFFFF) })],
        Operations = [.. profile.Operations.Select(operation => operation with { Endpoint = operation.Endpoint with { Service = GattUuid.FromShort(0xFFFF) } })],
    };

    private static bool Runs(DeviceProfile profile, byte[] bytes) => profile.Notifications.Any(format =>
        format.Frame.TryDecode(bytes, out var values, out _) && values["level"] is > 0);

    private static byte[] Damaged(byte[] bytes)
    {
        bytes[^2] ^= 1;
        return bytes;
    }

    private static byte[] Raised(DeviceProfile profile, byte[] bytes)
    {
        foreach (var format in profile.Notifications)
            if (format.Frame.TryDecode(bytes, out var values, out _) && values["level"] is > 0 and var raw && profile.Levels.Exact(raw) is { } level)
                return format.Frame.Encode(FieldValues.None
                    .With("level", profile.Levels.ToRaw(profile.Scale.Above(level)))
                    .With("running", 1)
                    .With("battery", values["battery"] ?? 0));
        return bytes;
    }

    /// <summary>After its first link nothing is answered any more.</summary>
    private sealed class OneLinkRadio(IRadio inner) : IRadio
    {
        private bool _used;

        public Task ScanAsync(Action<Advertisement> seen, CancellationToken cancellation) => inner.ScanAsync(seen, cancellation);

        public Task<IGattLink> ConnectAsync(string address, CancellationToken cancellation)
        {
            if (_used)
                return Task.FromException<IGattLink>(new GattException(GattFailure.Unreachable, "the device does not answer"));
            _used = true;
            return inner.ConnectAsync(address, cancellation);
        }
    }
}
