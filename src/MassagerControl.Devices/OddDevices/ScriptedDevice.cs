using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Frames;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Simulation;

namespace MassagerControl.Devices.OddDevices;

/// <summary>A device that does what its script says, and the radio that reaches it. It is the truth about its motors.</summary>
/// <remarks>One central at a time, the others wait. It answers inline. Members may be called from any thread.</remarks>
public sealed class ScriptedDevice : IRadio, IDisposable
{
    private readonly ScriptedDeviceModel _model;
    private readonly string _address;
    private readonly TimeProvider _time;
    private readonly long _began;
    private readonly Lock _gate = new();
    private readonly Outbox _outbox = new();
    private readonly Dictionary<string, int> _motors;
    private readonly Dictionary<WriteRule, int> _times = [];
    private readonly List<TaskCompletionSource<IGattLink>> _waiting = [];
    private readonly List<(IEnumerable<string> Motors, int Level)> _held = [];
    private ScriptedLink? _link;
    private int _level;

    /// <param name="address">That it is reached by.</param>
    public ScriptedDevice(ScriptedDeviceModel model, string address, TimeProvider time)
    {
        (_model, _address, _time, _began) = (model, address, time, time.GetTimestamp());
        _motors = model.Motors.ToDictionary(motor => motor, _ => 0);
    }

    /// <summary>Everything that happens in it, in order, one at a time. The level of a change is that of the strongest motor.</summary>
    public event Action<PeripheralEvent>? Happened;

    /// <summary>What its strongest motor runs at; 0 when all stand still.</summary>
    public int Level
    {
        get
        {
            lock (_gate)
                return _level;
        }
    }

    internal ScriptedDeviceModel Model => _model;

    internal bool IsLinked
    {
        get
        {
            lock (_gate)
                return _link is not null;
        }
    }

    private TimeSpan Now => _time.GetElapsedTime(_began);

    public async Task ScanAsync(Action<Advertisement> seen, CancellationToken cancellation)
    {
        if (!IsLinked)
            seen(Advertise());
        var cancelled = new TaskCompletionSource();
        using var registration = cancellation.UnsafeRegister(static source => ((TaskCompletionSource)source!).TrySetResult(), cancelled);
        await cancelled.Task.ConfigureAwait(false);
    }

    public async Task<IGattLink> ConnectAsync(string address, CancellationToken cancellation)
    {
        if (address != _address)
            throw new GattException(GattFailure.Unreachable, $"there is no device {address}");
        var waiting = new TaskCompletionSource<IGattLink>();
        using var registration = cancellation.UnsafeRegister((_, token) => waiting.TrySetCanceled(token), null);
        Do(() => _waiting.Add(waiting));
        return await waiting.Task.ConfigureAwait(false);
    }

    /// <summary>All motors off, by the device itself and without a word.</summary>
    public void SwitchOff() => Do(() => Set(_model.Motors, 0));

    /// <summary>Ends the link that it has.</summary>
    public void Dispose()
    {
        ScriptedLink? link;
        lock (_gate)
            link = _link;
        link?.Close();
    }

    internal Advertisement Advertise() => new(_address, _model.Name, null) { Services = _model.Services };

    internal void Leave(ScriptedLink link) => Do(() =>
    {
        if (_link != link)
            return;
        _link = null;
        _held.Clear();
        Tell(new CentralDisconnected(Now));
        if (_model.OnDisconnect == OnDisconnect.Stops)
            Set(_model.Motors, 0);
    });

    internal void Write(ScriptedLink link, GattCharacteristic characteristic, byte[] bytes, bool withResponse) => Do(() =>
    {
        if (_link != link)
            return;
        Tell(new FrameArrived(Now, characteristic.Uuid.ToString(), Hex.Format(bytes), withResponse, null, null));
        foreach (var rule in _model.Rules.Where(rule => rule.On == characteristic && bytes.AsSpan().StartsWith(rule.Begins.AsSpan())))
            Obey(rule, link, bytes);
    });

    internal ReadOnlyMemory<byte>? ValueOf(GattCharacteristic characteristic) =>
        _model.Values.TryGetValue(characteristic, out var value) ? Bytes(value, [], Level) : null;

    private void Obey(WriteRule rule, ScriptedLink link, byte[] bytes)
    {
        var times = _times[rule] = _times.GetValueOrDefault(rule) + 1;
        if (times < rule.From)
            return;
        if (rule.Level is { } level && rule.Holds)
            _held.Add((rule.Motors, level.In(bytes, _level)));
        else if (rule.Level is { } now)
            Set(rule.Motors, now.In(bytes, _level));
        if (rule.Commits)
            Commit();
        if (rule.Says is not { } word)
            return;
        var said = Bytes(word.Bytes, bytes, _level);
        _outbox.Add(() => link.Notify(word.On, said));
    }

    private void Commit()
    {
        foreach (var (motors, level) in _held)
            Set(motors, level);
        _held.Clear();
    }

    private static byte[] Bytes(ImmutableArray<ScriptedByte> template, byte[] write, int level) => [.. template.Select(one => one.In(write, level))];

    private void Set(IEnumerable<string> motors, int level)
    {
        foreach (var motor in motors)
            _motors[motor] = level;
        var strongest = _motors.Values.Max();
        if (strongest == _level)
            return;
        _level = strongest;
        Tell(new MotorChanged(Now, new Level(strongest)));
    }

    private void Tell(PeripheralEvent happened) => _outbox.Add(() => Happened?.Invoke(happened));

    private void Accept()
    {
        while (_link is null && _waiting.Count > 0)
        {
            var waiting = _waiting[0];
            _waiting.RemoveAt(0);
            if (waiting.Task.IsCompleted)
                continue;
            var link = _link = new ScriptedLink(this);
            Tell(new CentralConnected(Now));
            _outbox.Add(() =>
            {
                if (!waiting.TrySetResult(link))
                    Leave(link);
            });
        }
    }

    private void Do(Action act)
    {
        lock (_gate)
        {
            act();
            Accept();
        }
        _outbox.Drain();
    }
}
