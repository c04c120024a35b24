using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using MassagerControl.Web.Settings;
using MQTTnet;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace MassagerControl.Tests.Web.Mqtt;

/// <summary>A broker in this process with somebody at home who hears everything.</summary>
internal sealed class HomeBroker : IAsyncDisposable
{
    private readonly Channel<Heard> _heard = Channel.CreateUnbounded<Heard>();
    private readonly ConcurrentDictionary<string, string> _last = new();
    private readonly X509Certificate2? _certificate;
    private readonly Func<ValidatingConnectionEventArgs, MqttConnectReasonCode>? _admit;
    private MqttServer? _server;
    private IMqttClient? _home;

    private HomeBroker(X509Certificate2? certificate, Func<ValidatingConnectionEventArgs, MqttConnectReasonCode>? admit)
    {
        (_certificate, _admit) = (certificate, admit);
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        Port = ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    public int Port { get; }

    public MqttServer Server => _server!;

    /// <summary>Everything so far, in order.</summary>
    public ConcurrentQueue<Heard> All { get; } = new();

    public MqttOptions Options => new(new MqttBroker("127.0.0.1", Port, _certificate is not null, null));

    /// <param name="certificate">Of an encrypted broker; null for one in plain.</param>
    /// <param name="admit">Judges who connects; null admits all.</param>
    public static async Task<HomeBroker> StartAsync(X509Certificate2? certificate = null, Func<ValidatingConnectionEventArgs, MqttConnectReasonCode>? admit = null)
    {
        var broker = new HomeBroker(certificate, admit);
        await broker.GoOnAsync();
        return broker;
    }

    /// <summary>The broker begins, or is there again with nothing that it kept.</summary>
    public async Task GoOnAsync()
    {
        var options = new MqttServerOptionsBuilder();
        if (_certificate is null)
            options.WithDefaultEndpoint().WithDefaultEndpointPort(Port).WithDefaultEndpointBoundIPAddress(IPAddress.Loopback).WithDefaultEndpointReuseAddress();
        else
            options.WithoutDefaultEndpoint().WithEncryptedEndpoint().WithEncryptedEndpointPort(Port).WithEncryptionCertificate(_certificate);
        _server = new MqttServerFactory().CreateMqttServer(options.Build());
        if (_admit is { } admit)
            _server.ValidatingConnectionAsync += asked =>
            {
                asked.ReasonCode = asked.ClientId == "home" ? MqttConnectReasonCode.Success : admit(asked);
                return Task.CompletedTask;
            };
        await _server.StartAsync();
        if (_certificate is null)
            await ListenAsync();
    }

    /// <summary>The broker is gone, with a cut for everybody.</summary>
    public async Task GoAsync()
    {
        _home?.Dispose();
        await _server!.StopAsync(new MqttServerStopOptions());
        _server.Dispose();
    }

    public Task SendAsync(string topic, string payload = "", bool retain = false, int qos = 1) => _home!.PublishAsync(
        new MqttApplicationMessageBuilder().WithTopic(topic).WithPayload(payload).WithRetainFlag(retain).WithQualityOfServiceLevel((MqttQualityOfServiceLevel)qos).Build(), TestContext.Current.CancellationToken);

    /// <summary>What was heard so far counts no more for whoever waits.</summary>
    public void Forget()
    {
        while (_heard.Reader.TryRead(out _))
        {
        }
        _last.Clear();
    }

    /// <returns>The next message that fits, or the last one of its topic.</returns>
    public async Task<Heard> NextAsync(Func<Heard, bool> fits)
    {
        foreach (var (topic, payload) in _last)
            if (new Heard(topic, payload) is var last && fits(last))
                return last;
        await foreach (var heard in _heard.Reader.ReadAllAsync(TestContext.Current.CancellationToken))
            if (fits(heard))
                return heard;
        throw new InvalidOperationException("nobody listens any more");
    }

    /// <returns>The first state of the massager that is as wanted, the last one included.</returns>
    public async Task<JsonElement> StateAsync(Func<JsonElement, bool> fits) => (await NextAsync(heard => heard.IsState && fits(heard.Json))).Json;

    /// <returns>The topics of the only massager begin so.</returns>
    public async Task<string> DeviceAsync() => (await NextAsync(heard => heard.IsState)).Topic[..^"/state".Length];

    /// <returns>The topics of the service begin so.</returns>
    public async Task<string> RootAsync() => (await NextAsync(heard => heard.Topic.EndsWith("/availability", StringComparison.Ordinal))).Topic[..^"/availability".Length];

    public async ValueTask DisposeAsync()
    {
        _home?.Dispose();
        await _server!.StopAsync(new MqttServerStopOptions());
        _server.Dispose();
    }

    private async Task ListenAsync()
    {
        _home = new MqttClientFactory().CreateMqttClient();
        _home.ApplicationMessageReceivedAsync += message =>
        {
            var heard = new Heard(message.ApplicationMessage.Topic, Encoding.UTF8.GetString(message.ApplicationMessage.Payload));
            All.Enqueue(heard);
            _last[heard.Topic] = heard.Payload;
            _heard.Writer.TryWrite(heard);
            return Task.CompletedTask;
        };
        await _home.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", Port).WithClientId("home").Build(), TestContext.Current.CancellationToken);
        await _home.SubscribeAsync(new MqttClientSubscribeOptionsBuilder().WithTopicFilter("#", MqttQualityOfServiceLevel.AtLeastOnce).Build(), TestContext.Current.CancellationToken);
    }

    internal sealed record Heard(string Topic, string Payload)
    {
        /// <summary>Of a massager, not of the service.</summary>
        public bool IsState => Payload.Length > 0 && Topic.Split('/') is ["massager", _, _, "state"];

        public bool IsDiscovery => Payload.Length > 0 && Topic.StartsWith("homeassistant/", StringComparison.Ordinal);

        public JsonElement Json => JsonElement.Parse(Payload);
    }
}
