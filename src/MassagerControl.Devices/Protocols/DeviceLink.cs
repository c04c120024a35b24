using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Frames;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Profiles;

namespace MassagerControl.Devices.Protocols;

/// <summary>One link, seen through a profile: operations out, reports in, at most one request unanswered.</summary>
/// <remarks>Members may be called from any thread and fail with <see cref="GattException"/> only.</remarks>
internal sealed class DeviceLink : IAsyncDisposable
{
    private readonly IGattLink _link;
    private readonly ProfiledMassagerOptions _options;
    private readonly FrameClock _frames;
    private readonly Action<MassagerReport> _tell;
    private readonly Lock _gate = new();
    private readonly LinkCounters _counters = new();
    private readonly Dictionary<Endpoint, StreamCutter> _streams = [];
    private ImmutableList<Expectation> _expected = [];
    private ImmutableDictionary<string, FieldValues> _heard = ImmutableDictionary<string, FieldValues>.Empty;
    private FieldValues _status = FieldValues.None;
    private volatile string? _refusal;
    private Task _request = Task.CompletedTask;
    private volatile bool _ended;
    private volatile bool _driven;
    private volatile bool _setUp;
    private volatile int _drives;
    private bool _noticed;

    /// <param name="frames">The frames that left for the device on every link.</param>
    public DeviceLink(IGattLink link, ProfiledMassagerOptions options, FrameClock frames, Action<MassagerReport> tell) =>
        (_link, _options, _frames, _tell) = (link, options, frames, tell);

    /// <summary>In dBm; null where the radio does not know.</summary>
    public int? Rssi => _link.Rssi;

    /// <summary>Null where the radio does not know.</summary>
    public int? Mtu => _link.Mtu;

    /// <summary>Lost or closed.</summary>
    public bool Ended => _ended;

    /// <summary>The device's last word was that its motor runs, on whatever link.</summary>
    public bool SaysRunning => _options.LastWord.Runs;

    /// <summary>The device says its level, and its last word is not that its motor stands still, or it was driven since.</summary>
    public bool MayRun => SaysRunning || _driven;

    /// <summary>Everything that the profile wants before a device listens was done on this link: only then an acknowledgement is worth something.</summary>
    public bool IsSetUp
    {
        get => _setUp;
        set => _setUp = value;
    }

    /// <summary>How many stops on this link have come to nothing, one after the other.</summary>
    public int FailedStops { get; set; }

    /// <summary>Why the device must not be driven, by its own word; null while nothing speaks against it.</summary>
    public Phrase? Refusal => _refusal is { } told ? Phrase.Verbatim(told) : null;

    /// <summary>The level that the device itself named last; null when it has named none, or when that is no longer known to hold.</summary>
    public Level? Named { get; private set; }

    /// <summary>The highest level that the device says it has; null when it has not said so.</summary>
    public Level? Highest { get; private set; }

    /// <summary>The device was told to start and has not been stopped since.</summary>
    public bool Started { get; set; }

    /// <summary>Everything that the device has told, each by its last word.</summary>
    public FieldValues Status => Volatile.Read(ref _status);

    /// <summary>The request that the device has not answered; null when there is none. Completes without error.</summary>
    public Task? Unanswered
    {
        get
        {
            lock (_gate)
                return _request.IsCompleted ? null : _request;
        }
    }

    /// <summary>How long the device must still be left alone before a frame; zero or less when it takes one now.</summary>
    /// <remarks>Every frame counts, whoever sent it, on this link or the one before: a stop, a heartbeat and a hello as much as a level.</remarks>
    public TimeSpan GapLeft => _frames.Left(Profile.MinimumGap);

    /// <summary>Nobody here knows when the device was written to last: another process may have done so a moment ago.</summary>
    public bool GapUnknown => !_frames.IsKnown && Profile.MinimumGap > TimeSpan.Zero;

    private DeviceProfile Profile => _options.Profile;

    public void ObserveLoss(Action<string> lost) => _link.ObserveLoss(reason =>
    {
        _ended = true;
        lost(reason);
    });

    /// <inheritdoc cref="IGattLink.LossCause"/>
    public LossCause LossCause => _link.LossCause;

    /// <summary>What the profile describes and the device lacks; null when it fits.</summary>
    public string? Misfit() => Profile.Misfit(_link.Characteristics);

    /// <inheritdoc cref="IGattLink.Doubt"/>
    public Phrase? Doubt => _link.Doubt;

    public GattCharacteristic? Find(GattUuid service, GattUuid characteristic) =>
        _link.Characteristics.FirstOrDefault(found => found.Uuid == characteristic && found.Service == service);

    public Task SendAsync(Operation operation, TimeSpan limit, CancellationToken cancellation) =>
        WriteAsync(operation, FieldValues.None, operation.Mode, limit, cancellation);

    /// <summary>A frame leaves that may make the motor run: what the device said before is no word about it any more.</summary>
    public void Drive()
    {
        Interlocked.Increment(ref _drives);
        _driven = Profile.TellsLevel;
    }

    /// <summary>What the device named last does not hold any more, and it has not said what does.</summary>
    public void ForgetLevel() => Named = null;

    /// <summary>Waits until the device takes a frame.</summary>
    public async Task PassGapAsync(CancellationToken cancellation)
    {
        while (GapLeft is var left && left > TimeSpan.Zero)
            await _options.Time.PassAsync(left, cancellation).ConfigureAwait(false);
    }

    /// <summary>Writes the operation's frame once.</summary>
    public Task WriteAsync(Operation operation, FieldValues values, WriteMode mode, TimeSpan limit, CancellationToken cancellation)
    {
        var characteristic = Needed(operation.Endpoint);
        // A command that is too long for a packet arrives cut or not at all; a request goes in several.
        if (mode == WriteMode.WithoutResponse && operation.Endpoint.Can(WriteMode.WithResponse) && !FrameRoom.Fits(Profile, operation, Mtu))
            mode = WriteMode.WithResponse;
        return mode == WriteMode.WithResponse
            ? RequestAsync(() => Write(), limit, Phrase.Verbatim(operation.Name), cancellation)
            : Write().Within(limit, Phrase.Verbatim(operation.Name), _options.Time, cancellation);

        async Task Write()
        {
            var frame = operation.Frame.Encode(_counters.Next(operation.Frame, values));
            if (_options.Trace)
                _tell(new FrameWritten(operation.Endpoint.Name, Hex.Format(frame), mode == WriteMode.WithResponse));
            _frames.Mark();
            try
            {
                await _link.WriteAsync(characteristic, frame, mode, cancellation).ConfigureAwait(false);
            }
            catch (GattException)
            {
                // Refused, or the link was lost over it: it may have arrived as late as this.
                _frames.Mark();
                throw;
            }
            // When a command arrives nobody knows; a request has arrived by the time of its answer, perhaps no earlier.
            if (mode == WriteMode.WithResponse)
                _frames.Mark();
        }
    }

    public Task SubscribeAsync(Endpoint endpoint, TimeSpan limit, CancellationToken cancellation)
    {
        var characteristic = Needed(endpoint);
        return SubscribeAsync(characteristic, value => Received(endpoint, value.Span), limit, cancellation);
    }

    public Task SubscribeAsync(GattCharacteristic characteristic, Action<ReadOnlyMemory<byte>> received, TimeSpan limit, CancellationToken cancellation) =>
        RequestAsync(() => _link.SubscribeAsync(characteristic, value => IfOpen(received, value), cancellation), limit, "subscribe", cancellation);

    public async Task<ReadOnlyMemory<byte>> ReadAsync(GattCharacteristic characteristic, TimeSpan limit, CancellationToken cancellation)
    {
        Task<ReadOnlyMemory<byte>>? reading = null;
        await RequestAsync(() => reading = _link.ReadAsync(characteristic, cancellation), limit, "read", cancellation).ConfigureAwait(false);
        return await reading!.ConfigureAwait(false);
    }

    /// <summary>Reads a value and takes what it says as the device's word; one that no notification describes is let go.</summary>
    public async Task ReadAsync(Endpoint endpoint, TimeSpan limit, CancellationToken cancellation)
    {
        // What is read is no answer to anything that left after the read did.
        var asked = new Question(_expected, _drives);
        var value = await ReadAsync(Needed(endpoint), limit, cancellation).ConfigureAwait(false);
        if (!_ended && Profile.Notifications.Any(format => format.Endpoint == endpoint))
            Take(endpoint, value.Span, asked);
    }

    /// <summary>Watches for a notification from now on, until the expectation is disposed of.</summary>
    public Expectation Expect(Func<NotificationFormat, FieldValues, bool> fits)
    {
        var expectation = new Expectation(this, fits);
        ImmutableInterlocked.Update(ref _expected, list => list.Add(expectation));
        return expectation;
    }

    /// <summary>Watches for the device saying that its motor stands still.</summary>
    public Expectation ExpectOff() => Expect((format, values) => format.TellsLevel && IsOff(values));

    /// <summary>Waits until the device says it, or has said it on this link.</summary>
    public async Task HearAsync(WaitStep wait, CancellationToken cancellation)
    {
        using var expected = Expect((format, values) => format == wait.For && Fits(values, wait.Where));
        if (!HasHeard(wait))
            await expected.Seen.Within(wait.Within, Phrase.Verbatim(wait.For.Name), _options.Time, cancellation).ConfigureAwait(false);
    }

    /// <summary>The device has said it on this link.</summary>
    public bool HasHeard(WaitStep wait) => _heard.TryGetValue(wait.For.Name, out var heard) && Fits(heard, wait.Where);

    public Task RequestMtuAsync(int bytes, TimeSpan limit, CancellationToken cancellation) =>
        RequestAsync(() => _link.RequestMtuAsync(bytes, cancellation), limit, "MTU", cancellation);

    public Task BondAsync(TimeSpan limit, CancellationToken cancellation) =>
        RequestAsync(() => _link.BondAsync(cancellation), limit, "bond", cancellation);

    public ValueTask DisposeAsync()
    {
        _ended = true;
        return _link.DisposeAsync();
    }

    private GattCharacteristic? Find(Endpoint endpoint) => endpoint.In(_link.Characteristics);

    private GattCharacteristic Needed(Endpoint endpoint) =>
        Find(endpoint) ?? throw new GattException(GattFailure.Refused, $"the device has {endpoint.Place}");

    private async Task RequestAsync(Func<Task> send, TimeSpan limit, Phrase what, CancellationToken cancellation)
    {
        var answered = new TaskCompletionSource();
        lock (_gate)
        {
            if (!_request.IsCompleted)
                throw new GattException(GattFailure.TimedOut, $"{what}: the device has not answered the request before");
            _request = answered.Task;
        }
        await AnswerAsync(send, answered).Within(limit, what, _options.Time, cancellation).ConfigureAwait(false);
    }

    private static async Task AnswerAsync(Func<Task> send, TaskCompletionSource answered)
    {
        try
        {
            await send().ConfigureAwait(false);
        }
        finally
        {
            answered.TrySetResult();
        }
    }

    private void IfOpen(Action<ReadOnlyMemory<byte>> received, ReadOnlyMemory<byte> value)
    {
        if (!_ended)
            received(value);
    }

    private void Received(Endpoint endpoint, ReadOnlySpan<byte> bytes)
    {
        if (endpoint.Stream is not { } stream)
        {
            Take(endpoint, bytes);
            return;
        }
        lock (_streams)
        {
            if (!_streams.TryGetValue(endpoint, out var cutter))
                _streams[endpoint] = cutter = new(stream);
            cutter.Add(bytes, frame => Take(endpoint, frame));
        }
    }

    private bool Take(Endpoint endpoint, ReadOnlySpan<byte> frame, Question? asked = null)
    {
        var wrong = "";
        foreach (var format in Profile.Notifications)
        {
            if (format.Endpoint != endpoint)
                continue;
            if (format.TryDecode(frame, out var values, out var problem))
            {
                Understood(format, values, asked);
                return true;
            }
            wrong = $"{wrong}; {format.Name}: {problem}";
        }
        if (_noticed)
            return false;
        _noticed = true;
        _tell(new MassagerNotice(Phrase.Of($"the device said something that its profile does not explain: {Hex.Format(frame)}{wrong}")));
        return false;
    }

    private void Understood(NotificationFormat format, FieldValues values, Question? asked)
    {
        // Whoever begins to wait because of this word waits for another.
        var expected = asked?.Expected ?? _expected;
        Remember(format, values);
        if (format.TellsLevel)
        {
            TakeWord(IsOff(values), asked);
            if (LevelIn(values) is { } level)
                _tell(new LevelReported((Named = level).Value));
        }
        if (values[FieldNames.Battery] is { } battery and <= 100)
            _tell(new BatteryReported((int)battery));
        foreach (var expectation in expected)
            expectation.Look(format, values);
    }

    /// <remarks>A word of off that comes while a request is unanswered may be from before it, and so may what was read before a level left.</remarks>
    private void TakeWord(bool off, Question? asked)
    {
        _options.LastWord.Take(runs: !off);
        if (!off || (asked is null ? Unanswered is null : asked.Drives == _drives))
            _driven = false;
    }

    private void Remember(NotificationFormat format, FieldValues values)
    {
        // A value that was read and a notification may come at the same time.
        if (Profile.WaitsFor(format))
            ImmutableInterlocked.Update(ref _heard, static (heard, said) => heard.SetItem(said.Name, said.Values), (format.Name, Values: values));
        FieldValues before;
        do
            before = Volatile.Read(ref _status);
        while (!ReferenceEquals(Interlocked.CompareExchange(ref _status, before.With(values), before), before));
        if (values[FieldNames.MaxLevel] is { } highest)
            Highest = HighestIn(highest);
        if (format.Refuses is { } refuses)
            Refuse(refuses);
        if (values[FieldNames.Version] is { } version && Profile.Provenance.Firmware is { } firmware && !firmware.Has(version))
            Refuse($"its firmware is {version}, this profile is for {firmware.Text}");
    }

    private void Refuse(string why)
    {
        if (_refusal is not null)
            return;
        _refusal = why;
        _tell(new MassagerNotice(Phrase.Of($"this device cannot be driven: {why}")));
    }

    private Level HighestIn(long raw)
    {
        for (var number = Profile.Scale.Count; number > 0; number--)
            if (Profile.Levels.ToRaw(new(number)) <= raw)
                return new(number);
        return Level.Off;
    }

    /// <remarks>A status that knows neither is no word about the motor at all.</remarks>
    private bool IsOff(FieldValues values)
    {
        var (level, running) = (RawIn(values), values[FieldNames.Running]);
        return (level, running) is not (null, null) && (level is null || Profile.Levels.AtLeast(level.Value).IsOff) && running is null or 0;
    }

    /// <remarks>A number between two levels counts as the higher one; running without a number says nothing about the level.</remarks>
    private Level? LevelIn(FieldValues values)
    {
        if (values[FieldNames.Running] == 0)
            return Level.Off;
        return RawIn(values) is { } raw ? Profile.Levels.AtLeast(raw) : null;
    }

    /// <summary>The level, or the strongest of the channels.</summary>
    private long? RawIn(FieldValues values)
    {
        var raw = values[FieldNames.Level];
        foreach (var channel in Profile.Channels)
            if (values[channel] is { } own && (raw is null || Profile.Levels.AtLeast(own) > Profile.Levels.AtLeast(raw.Value)))
                raw = own;
        return raw;
    }

    private static bool Fits(FieldValues values, FieldValues where) => where.Names.All(name => values[name] == where[name]);

    /// <summary>What was waited for, and how often the motor had been driven, when a read left.</summary>
    private sealed record Question(ImmutableList<Expectation> Expected, int Drives);

    /// <summary>Waits for one notification.</summary>
    internal sealed class Expectation(DeviceLink link, Func<NotificationFormat, FieldValues, bool> fits) : IDisposable
    {
        private readonly TaskCompletionSource _seen = new();

        public Task Seen => _seen.Task;

        public void Look(NotificationFormat format, FieldValues values)
        {
            if (fits(format, values))
                _seen.TrySetResult();
        }

        public void Dispose() => ImmutableInterlocked.Update(ref link._expected, list => list.Remove(this));
    }
}
