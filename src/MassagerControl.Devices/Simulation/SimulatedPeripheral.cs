using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Frames;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Profiles;

namespace MassagerControl.Devices.Simulation;

/// <summary>A virtual device made from a profile: it reads the driver's frames by the profile's own templates and obeys or refuses them.</summary>
/// <remarks>
/// It proves that both sides agree, not that a byte is right: that is what the vectors beside the profiles are for. It answers inline and in no time
/// unless a fault says otherwise; bytes of a notification that nobody has explained are 0. One central at a time, the others wait.
/// Members may be called from any thread.
/// </remarks>
public sealed class SimulatedPeripheral : IDisposable
{
    // "Write Not Permitted", and the first of the codes that an application may choose.
    private const byte WriteNotPermitted = 0x03;
    private const byte NotUnderstood = 0x80;
    private const byte ReadNotPermitted = 0x02;

    private static readonly TimeSpan PersonTakes = TimeSpan.FromSeconds(1);

    private readonly SimulatedPeripheralOptions _options;
    private readonly TimeProvider _time;
    private readonly long _began;
    private readonly Lock _gate = new();
    private readonly Outbox _outbox = new();
    private readonly FaultState _faults = new();
    private readonly FaultPlayer _player;
    private readonly List<TaskCompletionSource<IGattLink>> _waiting = [];
    private readonly SimulatedTimers _timers;
    private readonly SimulatedSpeech _speech;
    private readonly SimulatedPeripheralMotor _motor;
    private readonly SimulatedCommandReader _reader;
    private readonly SimulatedValues _values;
    private SimulatedLink? _link;
    private ITimer? _countdown;
    private bool _advertises = true;

    public SimulatedPeripheral(DeviceProfile profile, SimulatedPeripheralOptions options, TimeProvider time)
    {
        CheckPercent(options.Battery);
        (Profile, _options, _time) = (profile, options, time);
        _began = time.GetTimestamp();
        _motor = new(profile);
        _timers = new(time, () => Now, Do);
        _speech = new(_faults, _timers, _outbox, () => Now);
        Characteristics = SimulatedCharacteristics.Of(profile);
        _reader = new(profile, Characteristics, _motor);
        _values = new(profile, Characteristics, _motor) { Battery = options.Battery };
        _player = new FaultPlayer(options.Faults, time, Happen);
    }

    public DeviceProfile Profile { get; }

    /// <summary>What the motor delivers now.</summary>
    public Level Level
    {
        get
        {
            lock (_gate)
                return _values.Level;
        }
    }

    /// <summary>Everything that happens in it, in order, one at a time.</summary>
    public event Action<PeripheralEvent>? Happened;

    internal ImmutableArray<GattCharacteristic> Characteristics { get; }

    internal int Mtu => _options.Mtu;

    private TimeSpan Now => _time.GetElapsedTime(_began);

    private bool IsOpen => _link is null && !_faults.Unreachable(Now);

    /// <summary>The device's own button: another level, which the device reports.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The device has no such level.</exception>
    public void PressButton(Level level)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level.Number, Profile.Scale.Count, nameof(level));
        Do(() =>
        {
            SwitchTo(level);
            SayLevel();
        });
    }

    /// <param name="percent">0–100.</param>
    public void SetBattery(int percent)
    {
        CheckPercent(percent);
        Do(() =>
        {
            _values.Battery = percent;
            foreach (var format in Profile.Notifications.Where(format => format.Frame.Has(FieldNames.Battery) && _values.Holds(format)))
                Say(format);
            if (Find(GattUuid.BatteryLevel) is { } characteristic)
                Say(characteristic, [(byte)percent]);
        });
    }

    public void Dispose()
    {
        _player.Dispose();
        lock (_gate)
        {
            _countdown?.Dispose();
            _timers.Dispose();
        }
    }

    /// <summary>A central has a link to it.</summary>
    internal bool IsLinked
    {
        get
        {
            lock (_gate)
                return _link is not null;
        }
    }

    /// <summary>What it says of itself now; null while it does not advertise.</summary>
    public Advertisement? Advertise() => Advertises ? SimulatedAdvertisement.Of(Profile) : null;

    /// <summary>It can be seen and connected to: nobody has a link to it, and no fault hides it.</summary>
    public bool Advertises
    {
        get
        {
            lock (_gate)
                return IsOpen;
        }
    }

    /// <summary>After <see cref="Advertises"/> has changed; calls as <see cref="Happened"/> does.</summary>
    public event Action? AdvertisingChanged;

    internal async Task<IGattLink> ConnectAsync(CancellationToken cancellation)
    {
        var waiting = new TaskCompletionSource<IGattLink>();
        using var registration = cancellation.UnsafeRegister((_, token) => GiveUp(waiting, token), null);
        Do(() =>
        {
            _waiting.Add(waiting);
            Accept();
        });
        return await waiting.Task.ConfigureAwait(false);
    }

    internal void Leave(SimulatedLink link) => Do(() => Part(link));

    internal void Subscribe(SimulatedLink link, GattCharacteristic characteristic, Answer<bool> answer) => Do(() =>
    {
        if (link != _link)
            return;
        Reply(answer, true, (characteristic.Properties & (GattProperties.Notify | GattProperties.Indicate)) != 0 ? null : WriteNotPermitted);
        foreach (var wait in Profile.Connect.OfType<WaitStep>().Where(wait => wait.Say.Length > 0 && wait.For.Endpoint.In(Characteristics) == characteristic))
            _timers.After(PersonTakes, () => Press(link, wait));
    });

    /// <summary>Somebody is there and does what the profile asks for.</summary>
    private void Press(SimulatedLink link, WaitStep wait)
    {
        if (link == _link && wait.For.Endpoint.In(Characteristics) is { } characteristic)
            Say(characteristic, _values.Of(wait));
    }

    internal void Read(SimulatedLink link, GattCharacteristic characteristic, Answer<ReadOnlyMemory<byte>> answer) => Do(() =>
    {
        if (link == _link)
            Reply(answer, _values.Read(characteristic) ?? [], _values.Read(characteristic) is null ? ReadNotPermitted : null);
    });

    /// <param name="answer">Null for a write without response.</param>
    internal void Write(SimulatedLink link, GattCharacteristic characteristic, byte[] value, Answer<bool>? answer) => Do(() =>
    {
        if (link != _link)
            return;
        // A link that breaks with this write carries it, but not its answer: the worst case.
        DropLink? breaks = null;
        foreach (var fault in _player.NextWrite())
            if (fault is DropLink drop)
                breaks ??= drop;
            else
                Begin(fault);
        Arrive(characteristic, value, answer, mute: breaks is not null);
        if (breaks is not null)
            Begin(breaks);
    });

    private void Arrive(GattCharacteristic characteristic, byte[] value, Answer<bool>? answer, bool mute)
    {
        if (Befalls<LoseWrite>() || _faults.Deaf(Now))
            return;
        if (Befalls<RefuseWrite>())
        {
            Told(characteristic, value, answer, null, "refused by a fault");
            Reply(answer, true, _faults.RefusalCode);
            return;
        }
        mute |= Befalls<LoseAnswer>();
        var understood = _reader.Read(characteristic, value, answer is not null, out var problem);
        Told(characteristic, value, answer, understood?.Operation.Name, problem);
        if (understood is { } command)
            Obey(command);
        if (mute)
            return;
        var needed = answer is null ? GattProperties.WriteWithoutResponse : GattProperties.Write;
        var code = (characteristic.Properties & needed) != 0 ? NotUnderstood : WriteNotPermitted;
        Reply(answer, true, understood is null ? code : null);
        if (understood is { } done && (done.Follows ? done.Operation.Commits : done.IsAboutMotor && !Profile.Waits(done.Operation)))
            SayLevel();
        else if (understood?.Operation.AnsweredBy is { } format)
            Say(format);
    }

    private void Obey(SimulatedPeripheralCommand command)
    {
        if (command.IsAboutMotor && command.Levels.All(level => level.Level.IsOff) && command.Step == 0 && _faults.IgnoresStop(Now))
            return;
        var countdown = _motor.Obey(command);
        SetMotor(_motor.Level);
        if (countdown is { } time)
            Arm(time);
    }

    /// <summary>The device's own timer: when nobody arms it anew, the motor goes off and the device says so.</summary>
    private void Arm(TimeSpan time)
    {
        _countdown?.Dispose();
        _countdown = null;
        if (time > TimeSpan.Zero && !_values.Level.IsOff)
            _countdown = _time.CreateTimer(_ => Do(RunOut), null, time, Timeout.InfiniteTimeSpan);
    }

    private void RunOut()
    {
        SwitchTo(Level.Off);
        SayLevel();
    }

    /// <summary>All motors, by the device itself.</summary>
    private void SwitchTo(Level level)
    {
        _motor.Set("", level);
        SetMotor(level);
    }

    private void SetMotor(Level level)
    {
        if (level == _values.Level)
            return;
        _values.Level = level;
        if (level.IsOff)
            Arm(TimeSpan.Zero);
        Tell(new MotorChanged(Now, level));
    }

    private void SayLevel()
    {
        foreach (var format in Profile.Notifications)
            if (format.TellsLevel && _values.Holds(format))
                Say(format);
    }

    private void Say(NotificationFormat format)
    {
        if (format.Endpoint.In(Characteristics) is { } characteristic)
            Say(characteristic, _values.Of(format));
    }

    private void Say(GattCharacteristic characteristic, byte[] value)
    {
        if (_link is not { } link || !link.Hears(characteristic))
            return;
        if (Befalls<CorruptNotification>())
            value[value.Length / 2] ^= 1;
        if (value.Length > 1 && Befalls<FragmentNotification>())
        {
            _speech.Later(() => link.Notify(characteristic, value[..(value.Length / 2)]));
            _speech.Later(() => link.Notify(characteristic, value[(value.Length / 2)..]));
        }
        else
            _speech.Later(() => link.Notify(characteristic, value));
    }

    private void Reply<T>(Answer<T>? answer, T value, byte? error)
    {
        if (answer is null)
            return;
        if (error is { } code)
            _speech.Later(() => answer.Fail(GattException.Refused(code, "the device refused")));
        else
            _speech.Later(() => answer.Give(value));
    }

    private void Accept()
    {
        if (_link is not null || _waiting.Count == 0 || _faults.Unreachable(Now))
            return;
        var waiting = _waiting[0];
        _waiting.RemoveAt(0);
        var link = _link = new SimulatedLink(this);
        _reader.Forget();
        _values.Forget();
        _motor.Forget();
        Tell(new CentralConnected(Now));
        _outbox.Add(() =>
        {
            if (!waiting.TrySetResult(link))
                link.Close();
        });
    }

    private void GiveUp(TaskCompletionSource<IGattLink> waiting, CancellationToken cancellation)
    {
        lock (_gate)
            _waiting.Remove(waiting);
        waiting.TrySetCanceled(cancellation);
    }

    private void Part(SimulatedLink link)
    {
        if (link != _link)
            return;
        _link = null;
        Tell(new CentralDisconnected(Now));
        if (!_faults.KeepsRunning && (_options.OnDisconnect ?? Profile.OnDisconnect) == OnDisconnect.Stops)
            SwitchTo(Level.Off);
        Accept();
    }

    private void Happen(Fault fault) => Do(() => Begin(fault));

    private void Begin(Fault fault)
    {
        _faults.Begin(fault, Now);
        Tell(new FaultBegan(Now, fault));
        if (fault is Button button)
        {
            SwitchTo(button.Level);
            SayLevel();
        }
        if (fault is DropLink && _link is { } link)
        {
            _outbox.Add(() => link.Lose("the link is gone"));
            Part(link);
        }
        if (fault is LastingFault { For: { } span })
            _timers.After(span, Accept);
    }

    private bool Befalls<T>()
        where T : CountedFault
    {
        var befalls = _faults.Take<T>();
        if (befalls)
            Tell(new FaultBefell(Now, typeof(T)));
        return befalls;
    }

    private void Told(GattCharacteristic characteristic, byte[] value, Answer<bool>? answer, string? operation, string? problem)
    {
        Endpoint? endpoint = null;
        foreach (var one in Profile.Endpoints)
            endpoint ??= one.In(Characteristics) == characteristic ? one : null;
        Tell(new FrameArrived(Now, endpoint?.Name ?? characteristic.Uuid.ToString(), Hex.Format(value), answer is not null, operation, problem));
    }

    private void Tell(PeripheralEvent happened) => _outbox.Add(() => Happened?.Invoke(happened));

    private GattCharacteristic? Find(GattUuid uuid) => Characteristics.FirstOrDefault(characteristic => characteristic.Uuid == uuid);

    private static void CheckPercent(int percent)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(percent);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percent, 100);
    }

    private void Do(Action act)
    {
        lock (_gate)
        {
            act();
            if (_advertises != IsOpen)
            {
                _advertises = !_advertises;
                _outbox.Add(() => AdvertisingChanged?.Invoke());
            }
        }
        _outbox.Drain();
    }
}
