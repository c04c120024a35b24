using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MassagerControl.Web.Mqtt;
using MQTTnet.Protocol;

namespace MassagerControl.Tests.Web.Mqtt;

/// <summary>Whatever becomes of the broker, no session and no STOP of a page or a key waits for it.</summary>
public sealed class BrokerTroubleTests
{
    // A session at the host stops within a few milliseconds; waiting for the broker would take five seconds.
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task A_broker_that_goes_harms_no_session_and_sees_everything_when_it_is_back()
    {
        await using var broker = await HomeBroker.StartAsync();
        await using var host = await MqttBridgeTests.StartAsync(broker);
        using var phone = await host.PairAsync();
        using var socket = await phone.ConnectAsync();
        var session = await MqttBridgeTests.RunningAsync(phone, socket);
        await broker.DeviceAsync();
        Assert.Equal("connected", await HealthAsync(phone));

        await broker.GoAsync();
        await host.SaidAsync(line => line.StartsWith("no MQTT broker", StringComparison.Ordinal));
        Assert.Equal("not-connected", await HealthAsync(phone));
        Assert.False((await phone.SessionAsync(session)).GetProperty("over").GetBoolean());
        broker.Forget();
        await broker.GoOnAsync();
        await broker.NextAsync(heard => heard.IsDiscovery);
        await broker.StateAsync(state => state.GetProperty("link").GetString() == "connected");

        await broker.SendAsync($"{await broker.RootAsync()}/stop");
        await MqttBridgeTests.OverAsync(socket, session);
    }

    [Fact]
    public async Task A_broker_that_says_nothing_any_more_holds_up_neither_STOP_nor_the_end()
    {
        using var silent = new SilentBroker();
        await using var host = await ServedHost.StartAsync(options => options with { Mqtt = new(new("127.0.0.1", silent.Port, false, null)) });
        using var phone = await host.PairAsync();
        using var socket = await phone.ConnectAsync();
        var session = await MqttBridgeTests.RunningAsync(phone, socket);
        await silent.Asked;

        var began = TimeProvider.System.GetTimestamp();
        await phone.PostAsync("api/stop");
        await MqttBridgeTests.OverAsync(socket, session);
        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.Zero, AtOnce);
        began = TimeProvider.System.GetTimestamp();
        Assert.True(await host.EndAsync());
        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.Zero, BrokerLink.LongestAnswer);
    }

    [Fact]
    public async Task A_broker_that_refuses_is_told_once_with_the_reason_and_the_service_goes_on()
    {
        await using var broker = await HomeBroker.StartAsync(admit: asked => asked is { UserName: "massager", Password: "right" } ? MqttConnectReasonCode.Success : MqttConnectReasonCode.BadUserNameOrPassword);
        await using var host = await MqttBridgeTests.StartAsync(broker, options => options with { Broker = options.Broker with { User = "massager" }, Password = "wrong" });

        await host.SaidAsync(line => line.Contains("it refuses this service (BadUserNameOrPassword)", StringComparison.Ordinal));
        Assert.DoesNotContain(host.Said, line => line.Contains("wrong", StringComparison.Ordinal));
        using var phone = await host.PairAsync();
        using var socket = await phone.ConnectAsync();
        await MqttBridgeTests.RunningAsync(phone, socket);
    }

    [Fact]
    public async Task A_user_and_a_password_are_shown_to_the_broker()
    {
        await using var broker = await HomeBroker.StartAsync(admit: asked => asked is { UserName: "massager", Password: "right" } ? MqttConnectReasonCode.Success : MqttConnectReasonCode.BadUserNameOrPassword);
        await using var host = await MqttBridgeTests.StartAsync(broker, options => options with { Broker = options.Broker with { User = "massager" }, Password = "right" });

        await broker.NextAsync(heard => heard.Payload == "online");
    }

    [Fact]
    public async Task A_broker_that_lets_nobody_hear_STOP_is_told_and_shows_no_button()
    {
        await using var broker = await HomeBroker.StartAsync();
        broker.Server.InterceptingSubscriptionAsync += asked =>
        {
            if (asked.ClientId != "home")
                (asked.ProcessSubscription, asked.Response.ReasonCode) = (false, MqttSubscribeReasonCode.NotAuthorized);
            return Task.CompletedTask;
        };
        await using var host = await MqttBridgeTests.StartAsync(broker);

        await host.SaidAsync(line => line.Contains("it does not let this service hear", StringComparison.Ordinal));
        Assert.DoesNotContain(broker.All, heard => heard.IsDiscovery || heard.Payload == "online");
    }

    [Fact]
    public async Task A_broker_with_a_certificate_is_believed_only_where_it_is_vouched_for()
    {
        using var authority = Authority();
        using var certificate = Signed(authority);
        await using var broker = await HomeBroker.StartAsync(certificate);
        await using var stranger = await MqttBridgeTests.StartAsync(broker);
        await using var host = await MqttBridgeTests.StartAsync(broker, options => options with { Authorities = [X509CertificateLoader.LoadCertificate(authority.RawData)] });

        await stranger.SaidAsync(line => line.Contains("its certificate is not one that is trusted here", StringComparison.Ordinal));
        await host.SaidAsync(line => line == "the MQTT broker is connected");
        Assert.DoesNotContain("the MQTT broker is connected", stranger.Said);
    }

    [Fact]
    public void The_service_is_called_the_same_after_a_restart_and_otherwise_in_another_folder()
    {
        var data = Directory.CreateTempSubdirectory("massager-served-");
        var other = Directory.CreateTempSubdirectory("massager-served-");
        var (first, again, another) = (Identity(data), Identity(data), Identity(other));
        Assert.Equal((first.Service, first.KeyOf("gun")), (again.Service, again.KeyOf("gun")));
        Assert.NotEqual(first.Service, another.Service);
        Assert.NotEqual(first.KeyOf("gun"), another.KeyOf("gun"));
        Assert.NotEqual(first.KeyOf("gun"), first.KeyOf("ball"));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(data.FullName, "mqtt.key")));
        data.Delete(recursive: true);
        other.Delete(recursive: true);
    }

    private static BridgeIdentity Identity(DirectoryInfo data) => BridgeIdentity.In(data.FullName, words => Assert.Fail(words.Text));

    private static async Task<string?> HealthAsync(ServedRemote phone) => (await phone.GetAsync("healthz")).GetProperty("mqtt").GetString();

    private static X509Certificate2 Authority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=home", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
    }

    private static X509Certificate2 Signed(X509Certificate2 authority)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=broker", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var signed = request.Create(authority, now.AddHours(-1), now.AddDays(1), [1, 2, 3]);
        using var whole = signed.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>Admits whoever comes, and then never says a word.</summary>
    private sealed class SilentBroker : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly CancellationTokenSource _end = new();

        public SilentBroker()
        {
            _listener.Start();
            _ = AdmitAllAsync();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        /// <summary>Completes when the service waits for an answer.</summary>
        public Task Asked => _asked.Task;

        public void Dispose()
        {
            _end.Cancel();
            _listener.Dispose();
            _end.Dispose();
        }

        private async Task AdmitAllAsync()
        {
            try
            {
                while (true)
                    _ = AdmitAsync(await _listener.AcceptSocketAsync(_end.Token));
            }
            catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
            {
            }
        }

        private async Task AdmitAsync(Socket socket)
        {
            using var closing = socket;
            var buffer = new byte[4096];
            try
            {
                await socket.ReceiveAsync(buffer, _end.Token);
                // CONNACK of MQTT 5: success, no properties.
                await socket.SendAsync(new byte[] { 0x20, 3, 0, 0, 0 }, _end.Token);
                await socket.ReceiveAsync(buffer, _end.Token);
                _asked.TrySetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _end.Token);
            }
            catch (Exception ended) when (ended is OperationCanceledException or SocketException)
            {
            }
        }
    }
}
