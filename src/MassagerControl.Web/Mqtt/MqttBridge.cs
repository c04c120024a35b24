using MassagerControl.Core;
using MassagerControl.Web.Sessions;
using MassagerControl.Web.Settings;
using MassagerControl.Web.Telemetry;

namespace MassagerControl.Web.Mqtt;

/// <summary>Shows the state of every massager at an MQTT broker, and takes STOP from there.</summary>
/// <remarks>A view like any other: it waits for the broker on its own and no session for it. Of states only the newest is ever kept or sent.</remarks>
internal sealed class MqttBridge : IAsyncDisposable
{
    /// <summary>Between two looks at all devices: nothing is sent more often, however much happens.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    // What is left of a session changes without an event.
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestFarewell = TimeSpan.FromSeconds(1);

    private readonly MqttOptions _options;
    private readonly TimeProvider _time;
    private readonly BridgeTopics _topics;
    private readonly BridgeNotes _notes;
    private readonly BridgeView _view;
    private readonly BridgeCommands _commands;
    private readonly CancellationTokenSource _ending = new();
    private readonly ITimer _timer;
    private Task _running = Task.CompletedTask;
    private TaskCompletionSource _changed = Signal();
    private volatile bool _connected;

    /// <param name="options">With a broker.</param>
    public MqttBridge(ServeOptions options, ServedSessions sessions, ServiceLog log)
    {
        _options = options.Mqtt ?? throw new ArgumentException("There is no broker.", nameof(options));
        _time = options.Time;
        _notes = new(options.Say, log, _time);
        var (identity, tokens) = (BridgeIdentity.In(options.Data.Path, options.Say), new PauseTokens());
        _topics = new(identity.Service);
        _commands = new(_topics, identity, sessions, tokens, _options.Commands, _notes, _time);
        _view = new(new(options, sessions, identity), _commands, _topics, new(tokens, _options.Commands, _options.Details, options.Intake.Language), new(_topics, _options.Commands, _options.Details, options.Intake.Language));
        sessions.Changed += Look;
        _timer = _time.CreateTimer(_ => Look(), null, Tick, Tick);
    }

    /// <summary>Connected or not, in a word.</summary>
    public string Health => _connected ? BridgeWords.Connected : BridgeWords.NotConnected;

    public void Start() => _running = Task.Run(RunAsync);

    /// <summary>Shows the last state and says that the service goes; a broker that does not answer is not waited for.</summary>
    public async Task CloseAsync()
    {
        await _ending.CancelAsync().ConfigureAwait(false);
        Look();
        await Task.WhenAny(_running, Task.Delay(LongestFarewell, _time)).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        await _timer.DisposeAsync().ConfigureAwait(false);
        if (_running.IsCompleted)
            _ending.Dispose();
    }

    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    // From any thread, also a session's watcher: no more than this happens there.
    private void Look() => Volatile.Read(ref _changed).TrySetResult();

    private async Task RunAsync()
    {
        var wait = ShortestWait;
        while (!_ending.IsCancellationRequested)
        {
            var why = await OneConnectionAsync().ConfigureAwait(false);
            wait = _connected ? ShortestWait : wait;
            // Before it is said: whoever hears it may look.
            _connected = false;
            if (!_ending.IsCancellationRequested)
                _notes.Gone(why);
            await Task.Delay(wait, _time, _ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
        }
    }

    /// <returns>Why it is over.</returns>
    private async Task<Phrase> OneConnectionAsync()
    {
        try
        {
            var link = await BrokerLink.OpenAsync(_options, _topics, Take, _time, _ending.Token).ConfigureAwait(false);
            await using var closing = link.ConfigureAwait(false);
            using var closed = link.Closed.Register(Look);
            await ShowAllAsync(link).ConfigureAwait(false);
            return "the connection is gone";
        }
        catch (BrokerException gone)
        {
            return gone.Words;
        }
        catch (OperationCanceledException) when (_ending.IsCancellationRequested)
        {
            return "this service ends";
        }
#pragma warning disable CA1031 // A fault of this program or of the library in a view: the next connection is a new one, and no session hears of it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return Phrase.Verbatim(exception.Message);
        }
    }

    private async Task ShowAllAsync(BrokerLink link)
    {
        // First: whoever sees that the service is there can stop.
        await link.SubscribeAsync([.. _topics.Stops, .. _options.Commands ? _topics.Others : [], _topics.Discoveries], _ending.Token).ConfigureAwait(false);
        _view.Forget();
        await ShowAsync(link, _topics.Availability, BridgeWords.Online).ConfigureAwait(false);
        _connected = true;
        _notes.Connected();
        while (!link.Closed.IsCancellationRequested && !_ending.IsCancellationRequested)
        {
            var changed = Signal();
            Volatile.Write(ref _changed, changed);
            foreach (var (topic, payload) in _view.News())
                await ShowAsync(link, topic, payload).ConfigureAwait(false);
            await Task.Delay(Pause, _time, _ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!link.Closed.IsCancellationRequested && !_ending.IsCancellationRequested)
                await changed.Task.ConfigureAwait(false);
        }
        if (_ending.IsCancellationRequested)
            await SayGoodbyeAsync(link).ConfigureAwait(false);
    }

    private async Task SayGoodbyeAsync(BrokerLink link)
    {
        using var late = new CancellationTokenSource(LongestFarewell, _time);
        foreach (var (topic, payload) in _view.News())
            await link.KeepAsync(topic, payload, late.Token).ConfigureAwait(false);
        await link.KeepAsync(_topics.Availability, BridgeWords.Offline, late.Token).ConfigureAwait(false);
        await link.CloseAsync(late.Token).ConfigureAwait(false);
    }

    private async Task ShowAsync(BrokerLink link, string topic, string payload)
    {
        if (!await link.KeepAsync(topic, payload, _ending.Token).ConfigureAwait(false) && _view.IsRefusedFirst())
            _notes.Refused(topic);
    }

    // On a thread of the library.
    private void Take(BrokerMessage message)
    {
        if (_topics.DiscoveredKey(message.Topic) is { } key)
            _view.Heard(key, message.Payload);
        else
            _commands.Take(message);
        if (message.Retained)
            Look();
    }
}
