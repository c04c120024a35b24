using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Gatt;
using MassagerControl.Radio.BlueZ.Bus;

namespace MassagerControl.Radio.BlueZ.Central;

/// <summary>A link that bluetoothd has made.</summary>
/// <remarks>
/// A request that has left cannot be called back: it stays unanswered until the device answers, the link is lost or the Attribute Protocol's own
/// time is over, whatever becomes of its cancellation. Closing takes about two seconds, which is bluetoothd's choice.
/// </remarks>
internal sealed class BlueZLink : IGattLink
{
    private static readonly Dictionary<string, object> NoOptions = [];
    private static readonly Dictionary<string, object> AsRequest = new() { ["type"] = "request" };
    private static readonly Dictionary<string, object> AsCommand = new() { ["type"] = "command" };

    private readonly BlueZDevice _device;
    private readonly ObjectWatch _watch;
    private readonly DeviceTurn _turn;
    private readonly ImmutableDictionary<GattCharacteristic, string> _paths;
    private readonly BlueZNotifications _notifications;
    private readonly OvertakingWrites _overtaking;
    private readonly CancellationTokenSource _gone = new();
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private readonly LinkLoss _loss = new();
    private readonly bool _bonded;
    private volatile bool _answered;
    private Request? _request;

    /// <param name="watch">Of the device, read up to the moment in which its services were known; belongs to the link from now on.</param>
    public BlueZLink(BlueZDevice device, ObjectWatch watch, DeviceTurn turn)
    {
        (_device, _watch, _turn, _bonded) = (device, watch, turn, device.IsPaired);
        _paths = BlueZCharacteristics.Of(device);
        Characteristics = [.. _paths.OrderBy(pair => pair.Value, StringComparer.Ordinal).Select(pair => pair.Key)];
        _notifications = new(reason => Lose(reason, connected: true));
        _overtaking = new(device);
        _notifications.Begin();
        _ = FollowAsync();
    }

    public ImmutableArray<GattCharacteristic> Characteristics { get; }

    /// <remarks>bluetoothd tells the strength of advertisements only, never that of a link.</remarks>
    public int? Rssi { get; init; }

    public LossCause LossCause { get; private set; }

    /// <summary>bluetoothd knew characteristics of the device before it connected: they may be those of earlier days.</summary>
    public bool Remembered { get; init; }

    public Phrase? Doubt => Remembered ? Phrase.Of($"Or bluetoothd remembers services that it does not have any more. {BlueZAdvice.StaleServices(_device.Address)}") : null;

    /// <remarks>bluetoothd asks for the longest one by itself before it looks for services, and says what came of it from version 5.62 on.</remarks>
    public int? Mtu => _paths.Values.Max(path => _device.Objects.Tree.Value<ushort>(path, BlueZNames.Characteristic, "MTU"));

    public void ObserveLoss(Action<string> lost) => _loss.Observe(lost);

    public async Task<ReadOnlyMemory<byte>> ReadAsync(GattCharacteristic characteristic, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var path = PathOf(characteristic);
        CheckLink();
        if (path == _device.Path)
            return await new BlueZBattery(_device).ReadAsync(Reason, _gone.Token).ConfigureAwait(false);
        var answer = await RequestAsync(path, "ReadValue", "a{sv}", NoOptions).ConfigureAwait(false);
        return answer is [byte[] value] ? value : throw new GattException(GattFailure.Refused, "bluetoothd read something that is no value");
    }

    public Task WriteAsync(GattCharacteristic characteristic, ReadOnlyMemory<byte> value, WriteMode mode, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
            return Task.FromCanceled(cancellation);
        var (path, bytes) = (PathOf(characteristic), value.ToArray());
        return mode == WriteMode.WithResponse ? RequestAsync(path, "WriteValue", "aya{sv}", bytes, AsRequest) : CommandAsync(path, bytes);
    }

    public async Task SubscribeAsync(GattCharacteristic characteristic, Action<ReadOnlyMemory<byte>> received, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var path = PathOf(characteristic);
        _notifications.Subscribe(path, received);
        if (path != _device.Path)
            await RequestAsync(path, "StartNotify", "").ConfigureAwait(false);
    }

    public async Task BondAsync(CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _gone.Token);
        try
        {
            await new BlueZBonding(_device).RunAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw Lost();
        }
        catch (BusException exception)
        {
            throw Failed(exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Lose("closed", connected: true, tell: false);
        await _closed.Task.ConfigureAwait(false);
    }

    private string PathOf(GattCharacteristic characteristic) => _paths.TryGetValue(characteristic, out var path)
        ? path
        : throw new ArgumentException("The characteristic is none of this link's.", nameof(characteristic));

    /// <summary>Follows what bluetoothd tells of the device until the link is gone.</summary>
    private async Task FollowAsync()
    {
        try
        {
            await foreach (var change in _watch.ReadAsync(CancellationToken.None).ConfigureAwait(false))
                if (!Take(change))
                    return;
        }
        catch (BusException exception)
        {
            Lose(exception.Message, connected: true);
        }
    }

    /// <returns>False when the link is gone.</returns>
    private bool Take(ObjectChange change)
    {
        if (BlueZLossCause.In(change) is { } cause)
            LossCause = cause;
        else if (change.Interface == BlueZNames.Device && (change.Changed is null || change.Changed.GetValueOrDefault("Connected") is false))
            Lose(_device.WhyLost(LossCause), connected: false);
        else if (change.Interface == BlueZNames.Characteristic && change.Changed is null && _paths.ContainsValue(change.Path))
            Lose(_device.IsConnected ? "the device's services have changed" : _device.WhyLost(LossCause), connected: _device.IsConnected);
        else if (change.Interface == BlueZNames.Characteristic && change.Changed?.GetValueOrDefault("Value") is byte[] value)
            _notifications.Take(change.Path, value);
        else if (change.Interface == BlueZNames.Battery && change.Changed?.GetValueOrDefault("Percentage") is byte percent)
            _notifications.Take(change.Path, [percent]);
        return _loss.Reason is null;
    }

    private async Task<object[]> RequestAsync(string path, string member, string signature, params object[] arguments)
    {
        var request = Begin(path);
        try
        {
            await _overtaking.ReleasedAsync(path).ConfigureAwait(false);
            var answer = await _device.Objects.CallAsync(
                path, BlueZNames.Characteristic, member, _device.Limits.Request, _gone.Token, signature, arguments).ConfigureAwait(false);
            _answered = true;
            return answer;
        }
        catch (OperationCanceledException)
        {
            throw Lost();
        }
        catch (BusException exception)
        {
            // No more requests may follow on this link.
            if (exception.Failure == BusFailure.TimedOut)
                Lose(exception.Message, connected: true);
            throw Failed(exception);
        }
        finally
        {
            _overtaking.Release(path);
            lock (_gate)
                _request = null;
            request.Answered.TrySetResult();
        }
    }

    private Request Begin(string path)
    {
        lock (_gate)
            return CheckLink() is null ? _request = new(path) : throw new GattException(GattFailure.Refused, "a request is unanswered: one at a time");
    }

    /// <returns>The request that is unanswered; null when there is none.</returns>
    private Request? CheckLink()
    {
        lock (_gate)
            return _loss.Reason is { } reason ? throw Lost(reason) : _request;
    }

    private async Task CommandAsync(string path, byte[] value)
    {
        var request = CheckLink();
        try
        {
            // bluetoothd takes no second write of a characteristic while a request on it is unanswered.
            if (request?.Path != path || !await _overtaking.TryWriteAsync(path, value, request.Answered.Task, _gone.Token).ConfigureAwait(false))
                await WriteCommandAsync(path, value).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            throw Lost();
        }
        catch (BusException exception)
        {
            throw Failed(exception);
        }
    }

    private async Task WriteCommandAsync(string path, byte[] value)
    {
        try
        {
            await _overtaking.ReleasedAsync(path).ConfigureAwait(false);
            await _device.Objects.CallAsync(
                path, BlueZNames.Characteristic, "WriteValue", _device.Limits.Own, _gone.Token, "aya{sv}", value, AsCommand).ConfigureAwait(false);
        }
        catch (BusException exception) when (exception.ErrorName == BlueZNames.InProgress)
        {
            // A request of another program, which may have died: its answer is nothing that this link could wait for.
            if (!await _overtaking.TryWriteAsync(path, value, Task.CompletedTask, _gone.Token).ConfigureAwait(false))
                throw;
            _overtaking.Release(path);
        }
    }

    private GattException Failed(BusException exception) =>
        BlueZFailure.OfRequest(exception, _device) is var failed && failed.Failure == GattFailure.LinkLost ? Lost(failed.Message) : failed;

    private GattException Lost() => Lost(Reason());

    private string Reason() => _loss.Reason ?? "the link is closing";

    /// <remarks>A device that has forgotten its bond ends every link as soon as it is to be encrypted.</remarks>
    private GattException Lost(string reason) =>
        _bonded && !_answered ? BlueZFailure.LostBond(reason, _device.Address, GattFailure.LinkLost) : GattException.Lost(Phrase.Verbatim(reason));

    /// <param name="connected">bluetoothd still has the link, as far as is known: it is told to end it.</param>
    private void Lose(string reason, bool connected, bool tell = true)
    {
        if (!_loss.TryLose(reason, out var observer))
            return;
        if (tell)
            observer?.Invoke(reason);
        _gone.Cancel();
        _watch.Dispose();
        _notifications.Dispose();
        _overtaking.Dispose();
        _turn.Ends(_closed.Task);
        _ = CloseAsync(connected);
    }

    private async Task CloseAsync(bool connected)
    {
        if (connected)
            await _device.DisconnectAsync().ConfigureAwait(false);
        // Else bluetoothd would switch the notifications on again by itself on the next link.
        foreach (var path in _notifications.Subscribed.Where(path => path != _device.Path))
            _ = ForgetAsync(path);
        _turn.Dispose();
        _closed.TrySetResult();
    }

    private async Task ForgetAsync(string path)
    {
        try
        {
            await _device.Objects.CallAsync(path, BlueZNames.Characteristic, "StopNotify", _device.Limits.Own, CancellationToken.None).ConfigureAwait(false);
        }
        catch (BusException)
        {
            // Forgotten already, or nobody is there who could remember.
        }
    }

    /// <summary>The one request that is unanswered.</summary>
    private sealed record Request(string Path)
    {
        public TaskCompletionSource Answered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
