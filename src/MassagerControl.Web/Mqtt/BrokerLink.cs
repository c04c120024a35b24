using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using MassagerControl.Core;
using MassagerControl.Web.Settings;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace MassagerControl.Web.Mqtt;

/// <summary>One connection to the broker, from its beginning to its end. Nothing else here knows the library.</summary>
/// <remarks>
/// MQTT 5, and a session that ends with the connection: the broker queues nothing for a service that is away, as what is queued comes without
/// a word that it is old.
/// </remarks>
internal sealed class BrokerLink : IAsyncDisposable
{
    /// <summary>A broker that answers nothing for so long is gone.</summary>
    public static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(5);

    // The broker says that the service is gone after one and a half of it.
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(5);

    // Far more than anybody needs who presses a button; what this service told before is read back, too.
    private const uint LargestPacket = 64 * 1024;

    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly CancellationTokenSource _closed = new();
    private readonly TimeProvider _time;

    private BrokerLink(TimeProvider time) => _time = time;

    /// <summary>Cancelled when the connection is gone.</summary>
    public CancellationToken Closed => _closed.Token;

    /// <param name="take">Called with each message on a thread of the library; must return at once and not throw.</param>
    /// <exception cref="BrokerException">There is no connection.</exception>
    public static async Task<BrokerLink> OpenAsync(MqttOptions options, BridgeTopics topics, Action<BrokerMessage> take, TimeProvider time, CancellationToken cancellation)
    {
        var link = new BrokerLink(time);
        try
        {
            link.Listen(take);
            await link.ConnectAsync(options, topics, cancellation).ConfigureAwait(false);
            return link;
        }
        catch
        {
            await link.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Asks for messages of these topics: also for those that the broker keeps, and for whether each is one that it was asked to keep.</summary>
    /// <exception cref="BrokerException">It refuses one, or is gone.</exception>
    public async Task SubscribeAsync(IEnumerable<string> topics, CancellationToken cancellation)
    {
        var filters = new MqttClientSubscribeOptionsBuilder();
        foreach (var topic in topics)
            filters.WithTopicFilter(filter => filter.WithTopic(topic).WithAtLeastOnceQoS().WithRetainAsPublished(true).WithNoLocal(true).WithRetainHandling(MqttRetainHandling.SendAtSubscribe));
        var result = await AskAsync(token => _client.SubscribeAsync(filters.Build(), token), cancellation).ConfigureAwait(false);
        if (result.Items.FirstOrDefault(item => item.ResultCode > MqttClientSubscribeResultCode.GrantedQoS2) is { } refused)
            throw new BrokerException($"it does not let this service hear {refused.TopicFilter.Topic} ({refused.ResultCode})");
    }

    /// <summary>Publishes something that the broker shall keep; empty for nothing any more.</summary>
    /// <returns>False where the broker refuses it.</returns>
    /// <exception cref="BrokerException">It is gone.</exception>
    public async Task<bool> KeepAsync(string topic, string payload, CancellationToken cancellation)
    {
        var message = new MqttApplicationMessageBuilder().WithTopic(topic).WithPayload(payload).WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).WithRetainFlag().Build();
        return (await AskAsync(token => _client.PublishAsync(message, token), cancellation).ConfigureAwait(false)).IsSuccess;
    }

    /// <summary>Says goodbye: the broker does not say then that the service is gone.</summary>
    /// <exception cref="BrokerException">It is gone already.</exception>
    public Task CloseAsync(CancellationToken cancellation) => AskAsync(
        async token =>
        {
            await _client.DisconnectAsync(new MqttClientDisconnectOptions(), token).ConfigureAwait(false);
            return true;
        },
        cancellation);

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync().ConfigureAwait(false);
        _client.Dispose();
        _closed.Dispose();
    }

    private void Listen(Action<BrokerMessage> take)
    {
        _client.ApplicationMessageReceivedAsync += heard =>
        {
            // Whoever waits for the answer to a message must not hold up the next one.
            heard.AutoAcknowledge = false;
            var message = heard.ApplicationMessage;
            take(new(message.Topic, Encoding.UTF8.GetString(message.Payload), message.Retain));
            _ = AcknowledgeAsync(heard);
            return Task.CompletedTask;
        };
        _client.DisconnectedAsync += _ => CloseAsync();
    }

    private async Task CloseAsync()
    {
        try
        {
            await _closed.CancelAsync().ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            // Nobody waits for it any more.
        }
    }

    private async Task ConnectAsync(MqttOptions options, BridgeTopics topics, CancellationToken cancellation)
    {
        var broker = options.Broker;
        var connection = new MqttClientOptionsBuilder()
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithTcpServer(broker.Host, broker.Port)
            .WithClientId(topics.Node)
            .WithCleanStart(true)
            .WithSessionExpiryInterval(0)
            .WithKeepAlivePeriod(KeepAlive)
            .WithTimeout(LongestAnswer)
            .WithMaximumPacketSize(LargestPacket)
            .WithWillTopic(topics.Availability).WithWillPayload(BridgeWords.Offline).WithWillRetain().WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce);
        if (broker.User is not null || options.Password is not null)
            connection.WithCredentials(broker.User ?? "", options.Password ?? "");
        if (broker.Encrypted)
            connection.WithTlsOptions(tls => Encrypt(tls, broker.Host, options.Authorities));
        var result = await AskAsync(token => _client.ConnectAsync(connection.Build(), token), cancellation).ConfigureAwait(false);
        if (result.ResultCode != MqttClientConnectResultCode.Success)
            throw new BrokerException($"it refuses this service ({result.ResultCode})");
        if (!result.RetainAvailable)
            throw new BrokerException("it keeps no messages, and nobody who comes later would see a state");
    }

    private static void Encrypt(MqttClientTlsOptionsBuilder tls, string host, X509Certificate2Collection? authorities)
    {
        tls.UseTls().WithTargetHost(host).WithSslProtocols(SslProtocols.Tls12 | SslProtocols.Tls13).WithRevocationMode(X509RevocationMode.NoCheck);
        if (authorities is not null)
            tls.WithTrustChain(authorities);
    }

    private static async Task AcknowledgeAsync(MqttApplicationMessageReceivedEventArgs heard)
    {
        try
        {
            await heard.AcknowledgeAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception gone) when (IsFailure(gone))
        {
            // The connection is gone; its end is told elsewhere.
        }
    }

    private async Task<T> AskAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(LongestAnswer, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            return await ask(either.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (IsFailure(failure) && !cancellation.IsCancellationRequested)
        {
            throw new BrokerException(late.IsCancellationRequested ? Phrase.Of($"it has not answered for {LongestAnswer.TotalSeconds:0} s") : Words(failure), failure);
        }
    }

    private static bool IsFailure(Exception exception) => exception is MqttCommunicationException or MqttProtocolViolationException or OperationCanceledException
        or SocketException or IOException or AuthenticationException or InvalidOperationException;

    private static Phrase Words(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
            switch (cause)
            {
                case AuthenticationException:
                    return "its certificate is not one that is trusted here (see --mqtt-ca)";
                case SocketException socket:
                    return $"it cannot be reached ({socket.SocketErrorCode})";
                default:
                    break;
            }
        return "the connection is gone";
    }
}
