using System.Collections.Immutable;
using System.Text;
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

    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    private static readonly TimeSpan PersonTakes = TimeSpan.FromSeconds(1);

    private readonly SimulatedPeripheralOptions _options;
    private readonly TimeProvider _time;
    private readonly long _began;
    private readonly Lock _gate = new();
    private readonly Outbox _outbox = new();
    private readonly FaultState _faults = new();
    private readonly FaultPlayer _player;
    private readonly List<TaskCompletionSource<IGattLink>> _waiting = [];
    private readonly List<ITimer> _timers = [];
    private readonly SimulatedPeripheralMotor _motor;
    private readonly ImmutableArray<Operation> _understood;
    private SimulatedLink? _link;
    private LinkCounters _heard = new();
    private LinkCounters _said = new();
    private ITimer? _countdown;
    private Level _level;
    private int _battery;
    private TimeSpan _lastSaid;
    private int _toSay;
    private bool _advertises = true;

    public SimulatedPeripheral(DeviceProfile profile, SimulatedPeripheralOptions options, TimeProvider time)
    {
        CheckPercent(options.Battery);
        (Profile, _options, _time, _battery) = (profile, options, time, options.Battery);
        _began = time.GetTimestamp();
        _motor = new(profile);
        // A frame that may mean several things is a stop first.
        _understood = [.. profile.Operations.OrderBy(operation => !profile.IsInStop(operation))];
        Characteristics = SimulatedCharacteristics.Of(profile);
        _player = new FaultPlayer(options.Faults, time, Happen);
    }

    public DeviceProfile Profile { get; }

    /// <summary>What the motor delivers now.</summary>
    public Level Level
    {
        get
        {
            lock (_gate)
                return _level;
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
            _battery = percent;
            foreach (var format in Profile.Notifications.Where(format => format.Frame.Has(FieldNames.Battery) && Holds(format)))
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
            foreach (var timer in _timers)
                timer.Dispose();
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
            At(PersonTakes, () => Press(link, wait));
    });

    /// <summary>Somebody is there and does what the profile asks for.</summary>
    private void Press(SimulatedLink link, WaitStep wait)
    {
        if (link == _link && wait.For.Endpoint.In(Characteristics) is { } characteristic)
            Say(characteristic, wait.For.Frame.Encode(_said.Next(wait.For.Frame, State().With(wait.Where))));
    }

    internal void Read(SimulatedLink link, GattCharacteristic characteristic, Answer<ReadOnlyMemory<byte>> answer) => Do(() =>
    {
        if (link == _link)
            Reply(answer, ValueOf(characteristic) ?? [], ValueOf(characteristic) is null ? ReadNotPermitted : null);
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
        var understood = Understand(characteristic, value, answer is not null, out var problem);
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

    private SimulatedPeripheralCommand? Understand(GattCharacteristic characteristic, byte[] value, bool withResponse, out string? problem)
    {
        problem = null;
        foreach (var operation in _understood)
        {
            if (operation.Endpoint.In(Characteristics) != characteristic)
                continue;
            if (Understand(operation, value, withResponse, out var wrong) is { } command)
            {
                problem = null;
                return command;
            }
            problem = problem is null ? wrong : $"{problem}; {wrong}";
        }
        problem ??= "nothing is written here";
        return null;
    }

    private SimulatedPeripheralCommand? Understand(Operation operation, byte[] value, bool withResponse, out string? problem)
    {
        problem = null;
        if (!operation.Endpoint.Can(withResponse ? WriteMode.WithResponse : WriteMode.WithoutResponse))
            problem = $"{operation.Name}: not written that way";
        else if (!operation.Frame.TryDecode(value, out var values, out var wrong))
            problem = $"{operation.Name}: {wrong}";
        else if (SimulatedPeripheralCommand.Of(Profile, operation, values, out problem) is not { } command)
            return null;
        else if (!_motor.Takes && !command.Starts && command.Levels.Any(level => !level.Level.IsOff))
            problem = $"{operation.Name}: the device was not started";
        else if (Profile.Countdown is { Enforced: true } && command.Countdown == TimeSpan.Zero && command.Levels.Any(level => !level.Level.IsOff))
            problem = $"{operation.Name}: no level without a time after which it ends";
        else if (_motor.Ignores(command) is { } ignored)
            problem = $"{operation.Name}: {ignored}";
        else if (_heard.Accept(operation.Frame, values) is { } repeated)
            problem = $"{operation.Name}: {repeated}";
        else
            return command;
        return null;
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
        if (time > TimeSpan.Zero && !_level.IsOff)
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
        if (level == _level)
            return;
        _level = level;
        if (level.IsOff)
            Arm(TimeSpan.Zero);
        Tell(new MotorChanged(Now, level));
    }

    private void SayLevel()
    {
        foreach (var format in Profile.Notifications)
            if (format.TellsLevel && Holds(format))
                Say(format);
    }

    /// <summary>Is what such a notification means true of the device now?</summary>
    private bool Holds(NotificationFormat format) =>
        format.Refuses is null && (format.Means[FieldNames.Running] is not { } running || running == 0 == _level.IsOff);

    private void Say(NotificationFormat format)
    {
        if (format.Endpoint.In(Characteristics) is { } characteristic)
            Say(characteristic, format.Frame.Encode(_said.Next(format.Frame, State())));
    }

    private FieldValues State()
    {
        var values = FieldValues.Of(
            new(FieldNames.Level, Profile.Levels.ToRaw(_level)),
            new(FieldNames.Running, _level.IsOff ? 0 : 1),
            new(FieldNames.Battery, _battery),
            new(FieldNames.Version, Profile.Provenance.Firmware?.Least ?? 0),
            new(FieldNames.MaxLevel, Profile.Levels.ToRaw(new(Profile.Scale.Count))),
            new(FieldNames.Force, 0),
            new(FieldNames.Button, 0),
            new(FieldNames.Temperature, 0));
        foreach (var channel in Profile.Channels)
            values = values.With(channel, Profile.Levels.ToRaw(_motor.Of(channel)));
        return values;
    }

    private byte[]? ValueOf(GattCharacteristic characteristic) => characteristic switch
    {
        { Uuid: var uuid } when uuid == GattUuid.BatteryLevel => [(byte)_battery],
        { Service: var service } when service != GattUuid.DeviceInformationService => Described(characteristic),
        { Uuid: var uuid } when uuid == GattUuid.ManufacturerName => "MassagerControl"u8.ToArray(),
        { Uuid: var uuid } when uuid == GattUuid.ModelNumber => Encoding.UTF8.GetBytes(Profile.Name),
        { Uuid: var uuid } when uuid == GattUuid.FirmwareRevision => "simulated"u8.ToArray(),
        _ => null,
    };

    /// <summary>What the profile says that is read there; a 0 where nobody has described it.</summary>
    private byte[]? Described(GattCharacteristic characteristic)
    {
        if (!characteristic.Properties.HasFlag(GattProperties.Read))
            return null;
        var described = Profile.Notifications.Where(format => format.Endpoint.In(Characteristics) == characteristic && Holds(format))
            .OrderBy(format => !format.TellsLevel).FirstOrDefault();
        return described is null ? [0] : described.Frame.Encode(_said.Next(described.Frame, State()));
    }

    private void Say(GattCharacteristic characteristic, byte[] value)
    {
        if (_link is not { } link || !link.Hears(characteristic))
            return;
        if (Befalls<CorruptNotification>())
            value[value.Length / 2] ^= 1;
        if (value.Length > 1 && Befalls<FragmentNotification>())
        {
            Later(() => link.Notify(characteristic, value[..(value.Length / 2)]));
            Later(() => link.Notify(characteristic, value[(value.Length / 2)..]));
        }
        else
            Later(() => link.Notify(characteristic, value));
    }

    private void Reply<T>(Answer<T>? answer, T value, byte? error)
    {
        if (answer is null)
            return;
        if (error is { } code)
            Later(() => answer.Fail(GattException.Refused(code, "the device refused")));
        else
            Later(() => answer.Give(value));
    }

    /// <summary>What the device says takes its time, or never arrives, but does not overtake what it said before.</summary>
    private void Later(Action say)
    {
        var now = Now;
        if (_faults.Mute(now))
            return;
        var due = now + _faults.Delay(now);
        if (due < _lastSaid)
            due = _lastSaid;
        _lastSaid = due;
        if (due == now && _toSay == 0)
        {
            _outbox.Add(say);
            return;
        }
        SayAt(due - now, say);
    }

    private void SayAt(TimeSpan wait, Action say)
    {
        _toSay++;
        At(wait, () =>
        {
            _toSay--;
            _outbox.Add(say);
        });
    }

    private void Accept()
    {
        if (_link is not null || _waiting.Count == 0 || _faults.Unreachable(Now))
            return;
        var waiting = _waiting[0];
        _waiting.RemoveAt(0);
        var link = _link = new SimulatedLink(this);
        (_heard, _said) = (new(), new());
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
            At(span, Accept);
    }

    private bool Befalls<T>()
        where T : CountedFault
    {
        var befalls = _faults.Take<T>();
        if (befalls)
            Tell(new FaultBefell(Now, typeof(T)));
        return befalls;
    }

    private void At(TimeSpan wait, Action act)
    {
        ITimer? timer = null;
        var due = Now + wait;
        timer = _time.CreateTimer(_ => Do(Due), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timers.Add(timer);
        timer.Change(wait, Timeout.InfiniteTimeSpan);

        void Due()
        {
            // The system's timers may fire some milliseconds before the clock says so; a fault that still lasts would then never be seen to end.
            if (due - Now is var left && left > TimeSpan.Zero)
            {
                timer!.Change(left < ShortestWait ? ShortestWait : left, Timeout.InfiniteTimeSpan);
                return;
            }
            _timers.Remove(timer!);
            timer!.Dispose();
            act();
        }
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
