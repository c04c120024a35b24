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
    private readonly Action<MassagerReport> _tell;
    private readonly Lock _gate = new();
    private ImmutableList<Expectation> _expected = [];
    private Task _request = Task.CompletedTask;
    private volatile bool _ended;
    private volatile bool _saysRunning;
    private bool _noticed;

    public DeviceLink(IGattLink link, ProfiledMassagerOptions options, Action<MassagerReport> tell) =>
        (_link, _options, _tell) = (link, options, tell);

    /// <summary>Lost or closed.</summary>
    public bool Ended => _ended;

    /// <summary>The device's last word on this link was that its motor runs.</summary>
    public bool SaysRunning => _saysRunning;

    /// <summary>The request that the device has not answered; null when there is none. Completes without error.</summary>
    public Task? Unanswered
    {
        get
        {
            lock (_gate)
                return _request.IsCompleted ? null : _request;
        }
    }

    private DeviceProfile Profile => _options.Profile;

    public void ObserveLoss(Action<string> lost) => _link.ObserveLoss(reason =>
    {
        _ended = true;
        lost(reason);
    });

    /// <summary>What the profile describes and the device lacks; null when it fits.</summary>
    public string? Misfit()
    {
        foreach (var endpoint in Profile.Endpoints)
            if (Find(endpoint) is not { } found)
                return $"has no characteristic {endpoint.Characteristic} in a service {endpoint.Service}";
            else if ((found.Properties & endpoint.Properties) != endpoint.Properties)
                return $"characteristic {endpoint.Characteristic} offers {found.Properties}, the profile needs {endpoint.Properties}";
        return null;
    }

    public GattCharacteristic? Find(GattUuid service, GattUuid characteristic) =>
        _link.Characteristics.FirstOrDefault(found => found.Uuid == characteristic && found.Service == service);

    public Task SendAsync(Operation operation, TimeSpan limit, CancellationToken cancellation) =>
        WriteAsync(operation, operation.Frame.Encode(FieldValues.None), operation.Mode, limit, cancellation);

    public Task WriteAsync(Operation operation, byte[] frame, WriteMode mode, TimeSpan limit, CancellationToken cancellation)
    {
        var characteristic = Needed(operation.Endpoint);
        return mode == WriteMode.WithResponse
            ? RequestAsync(() => Write(), limit, operation.Name, cancellation)
            : Write().Within(limit, operation.Name, _options.Time, cancellation);

        Task Write()
        {
            if (_options.Trace)
                _tell(new FrameWritten(operation.Endpoint.Name, Hex.Format(frame), mode == WriteMode.WithResponse));
            return _link.WriteAsync(characteristic, frame, mode, cancellation);
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

    /// <summary>Watches for a notification from now on, until the expectation is disposed of.</summary>
    public Expectation Expect(Func<NotificationFormat, FieldValues, bool> fits)
    {
        var expectation = new Expectation(this, fits);
        ImmutableInterlocked.Update(ref _expected, list => list.Add(expectation));
        return expectation;
    }

    /// <summary>Watches for the device saying that its motor stands still.</summary>
    public Expectation ExpectOff() => Expect(static (format, values) => format.TellsLevel && IsOff(values));

    public ValueTask DisposeAsync()
    {
        _ended = true;
        return _link.DisposeAsync();
    }

    private GattCharacteristic? Find(Endpoint endpoint) => Find(endpoint.Service, endpoint.Characteristic);

    private GattCharacteristic Needed(Endpoint endpoint) =>
        Find(endpoint) ?? throw new GattException(GattFailure.Refused, $"the device has no characteristic {endpoint.Characteristic}");

    private async Task RequestAsync(Func<Task> send, TimeSpan limit, string what, CancellationToken cancellation)
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
        var wrong = "";
        foreach (var format in Profile.Notifications)
        {
            if (format.Endpoint != endpoint)
                continue;
            if (format.Frame.TryDecode(bytes, out var values, out var problem))
            {
                Understood(format, values);
                return;
            }
            wrong = $"{wrong}; {format.Name}: {problem}";
        }
        if (_noticed)
            return;
        _noticed = true;
        _tell(new MassagerNotice($"the device said something that its profile does not explain: {Hex.Format(bytes)}{wrong}"));
    }

    private void Understood(NotificationFormat format, FieldValues values)
    {
        if (format.TellsLevel)
        {
            _saysRunning = !IsOff(values);
            if (LevelIn(values) is { } level)
                _tell(new LevelReported(level));
        }
        if (values[FieldNames.Battery] is { } battery and <= 100)
            _tell(new BatteryReported((int)battery));
        foreach (var expectation in _expected)
            expectation.Look(format, values);
    }

    private static bool IsOff(FieldValues values) => values[FieldNames.Level] is null or 0 && values[FieldNames.Running] is null or 0;

    /// <remarks>A number between two levels counts as the higher one; running without a number says nothing about the level.</remarks>
    private Level? LevelIn(FieldValues values)
    {
        if (values[FieldNames.Running] == 0)
            return Level.Off;
        return values[FieldNames.Level] is { } raw ? Profile.Levels.AtLeast(raw) : null;
    }

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
