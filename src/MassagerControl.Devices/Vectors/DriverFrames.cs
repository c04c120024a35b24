using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Timing;
using MassagerControl.Devices.Frames;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Protocols;
using MassagerControl.Devices.Simulation;

namespace MassagerControl.Devices.Vectors;

/// <summary>What the driver writes for a command: the driver that ships, on a simulated device in virtual time.</summary>
public sealed class DriverFrames : IDisposable
{
    private readonly DeviceProfile _profile;
    private readonly VirtualTimeProvider _time = new();
    private readonly SimulatedPeripheral _peripheral;
    private readonly ProfiledMassager _massager;
    private readonly List<(TimeSpan At, FrameWritten Frame)> _written = [];

    public DriverFrames(DeviceProfile profile)
    {
        _profile = profile;
        _peripheral = new SimulatedPeripheral(profile, new SimulatedPeripheralOptions(), _time);
        _massager = new ProfiledMassager(new()
        {
            Profile = profile,
            Radio = new SimulatedRadio(_peripheral),
            Address = SimulatedRadio.AddressOf(profile.Id),
            Time = _time,
            Device = $"sim:{profile.Id}",
            Simulated = true,
            Trace = true,
        });
        _massager.Observe(report =>
        {
            if (report is FrameWritten frame)
                _written.Add((_time.Elapsed, frame));
        });
    }

    /// <summary>What makes a new link usable, and the stop that ends it.</summary>
    /// <exception cref="MassagerException">The simulated device cannot be connected.</exception>
    public ImmutableArray<DrivenFrame> Connect() => Gather(() => _massager.ConnectAsync(CancellationToken.None));

    /// <summary>Brings the connected device to an output; rounded down to a level.</summary>
    /// <exception cref="MassagerException">It cannot be brought there.</exception>
    public ImmutableArray<DrivenFrame> Drive(Intensity intensity) => Gather(() => _massager.SetIntensityAsync(intensity, CancellationToken.None));

    /// <inheritdoc cref="Drive(Intensity)"/>
    public ImmutableArray<DrivenFrame> Drive(Level level) => Drive(_profile.Scale.IntensityOf(level));

    /// <summary>Stops it, the gap after the frame before: sooner the first frame of a stop would leave at once, and again after the gap.</summary>
    /// <exception cref="MassagerException">It is not stopped.</exception>
    public ImmutableArray<DrivenFrame> Stop()
    {
        _time.Advance(_profile.MinimumGap);
        return Gather(() => _massager.StopAsync(CancellationToken.None));
    }

    /// <summary>An operation and everything that follows it, each counter from its first number.</summary>
    /// <exception cref="ArgumentException">A number is missing or does not fit.</exception>
    public static ImmutableArray<DrivenFrame> Send(DeviceProfile profile, Operation operation, FieldValues values)
    {
        var counters = new LinkCounters();
        return [.. profile.Frames(operation).Select(frame => new DrivenFrame(
            frame.Pause, frame.Operation.Name, frame.Operation.Endpoint.Name, frame.Operation.Mode == WriteMode.WithResponse,
            Hex.Format(frame.Operation.Frame.Encode(counters.Next(frame.Operation.Frame, values)))))];
    }

    public void Dispose()
    {
        _time.RunUntil(_massager.DisposeAsync().AsTask());
        _peripheral.Dispose();
    }

    private ImmutableArray<DrivenFrame> Gather(Func<Task> command)
    {
        _written.Clear();
        var done = command();
        _time.RunUntil(done);
        done.GetAwaiter().GetResult();
        var (frames, before) = (ImmutableArray.CreateBuilder<DrivenFrame>(), _written.Count > 0 ? _written[0].At : TimeSpan.Zero);
        foreach (var (at, frame) in _written)
        {
            frames.Add(new(at - before, NameOf(frame), frame.Endpoint, frame.WithResponse, frame.Hex));
            before = at;
        }
        return frames.ToImmutable();
    }

    private string NameOf(FrameWritten frame)
    {
        var endpoint = _profile.Endpoints.First(one => one.Name == frame.Endpoint);
        return Hex.TryParse(frame.Hex, out var bytes) && FrameDecoder.Decode(_profile, bytes, endpoint).Hits.FirstOrDefault(hit => hit.Operation is not null && hit.Wrong is null) is { } found
            ? found.Name
            : "";
    }
}
