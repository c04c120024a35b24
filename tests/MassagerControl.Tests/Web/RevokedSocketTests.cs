using System.Net;
using System.Net.WebSockets;
using System.Text;
using MassagerControl.App.Radios;
using MassagerControl.Runtime.Intake;
using MassagerControl.Runtime.Programs;
using MassagerControl.Runtime.Reach;
using MassagerControl.Runtime.Runs;
using MassagerControl.Runtime.Storage;
using MassagerControl.Runtime.Texts;
using MassagerControl.Web.Live;
using MassagerControl.Web.Remotes;
using MassagerControl.Web.Sessions;
using MassagerControl.Web.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;

namespace MassagerControl.Tests.Web;

/// <summary>A phone that is forgotten while it comes in does not come in.</summary>
public sealed class RevokedSocketTests : IDisposable
{
    // Far above the second that a page is given to read why.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("massager-revoked-");
    private readonly ServiceTelemetry _telemetry = new(new(NullLogger.Instance), TimeProvider.System);
    private readonly RemoteRegistry _remotes;
    private readonly ServedSessions _sessions;
    private readonly LiveSockets _sockets;

    public RevokedSocketTests()
    {
        _remotes = new(_folder.FullName, TimeProvider.System);
        var presence = new RemotePresence(TimeProvider.System);
        var parts = new IntakeParts(ProgramLibrary.Folder, new DeviceSetup(ShippedRadios.All).Find, StoreClock.Of(TimeProvider.System), _ => null);
        _sessions = new(new SessionHost(), parts, new(presence, () => false, _ => { }), _telemetry, TimeProvider.System);
        _sockets = new(new(new(_sessions, presence, _remotes, demo: false), new(_sessions), presence, _telemetry, TimeProvider.System), _sessions, _remotes);
    }

    [Fact]
    public async Task A_socket_whose_phone_was_forgotten_between_sign_in_and_opening_is_closed()
    {
        var signedIn = Pair(before: null);
        _remotes.Revoke(signedIn.Id);
        using var socket = new OpenSocket();

        await _sockets.RunAsync(socket, signedIn, Language.English).WaitAsync(Longest, TestContext.Current.CancellationToken);

        Assert.Contains(socket.Sent, text => text.Contains("\"bye\"", StringComparison.Ordinal));
        Assert.False(_sockets.IsOpen(signedIn.Id));
    }

    [Fact]
    public async Task So_is_one_whose_token_was_replaced_there()
    {
        var signedIn = Pair(before: null);
        Pair(signedIn);
        using var socket = new OpenSocket();

        await _sockets.RunAsync(socket, signedIn, Language.English).WaitAsync(Longest, TestContext.Current.CancellationToken);

        Assert.Contains(socket.Sent, text => text.Contains("\"bye\"", StringComparison.Ordinal));
    }

    /// <summary>Somebody at the host may take a minute to say yes.</summary>
    [Fact]
    public async Task A_phone_that_is_forgotten_while_the_host_is_asked_starts_nothing()
    {
        var (asked, answer) = (new TaskCompletionSource(), new TaskCompletionSource<bool>());
        await using var host = await ServedHost.StartAsync(options => options with
        {
            Lan = true,
            Confirm = (_, _) =>
            {
                asked.SetResult();
                return answer.Task;
            },
        });
        if (IPAddress.IsLoopback(IPAddress.Parse(host.Address.Host)))
            Assert.Skip("this computer has no network card: every request comes from itself");
        using var phone = await host.PairAsync();
        using var other = await host.PairAsync("other");

        var starting = phone.PostAsync("api/sessions", """{"program":"compression","device":"sim:sim-percussion-gun"}""");
        await asked.Task;
        using var gone = await other.Client.DeleteAsync($"api/remotes/{phone.Id}", TestContext.Current.CancellationToken);
        answer.SetResult(true);

        Assert.Equal(HttpStatusCode.Unauthorized, (await starting).Status);
        Assert.Equal(0, (await other.GetAsync("api/state")).GetProperty("sessions").GetArrayLength());
    }

    public void Dispose()
    {
        _sockets.Dispose();
        _sessions.Dispose();
        _telemetry.Dispose();
        _folder.Delete(recursive: true);
    }

    private Remote Pair(Remote? before) => Assert.IsType<Paired>(_remotes.Pair(_remotes.Invite(RemoteRole.Control).Text, "phone", null, before)).Remote;

    /// <summary>A page that takes everything and says nothing.</summary>
    private sealed class OpenSocket : WebSocket
    {
        public List<string> Sent { get; } = [];

        public override WebSocketCloseStatus? CloseStatus => null;

        public override string? CloseStatusDescription => null;

        public override WebSocketState State => WebSocketState.Open;

        public override string? SubProtocol => null;

        public override void Abort()
        {
        }

        public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) => Task.CompletedTask;

        public override Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) => Task.CompletedTask;

        public override void Dispose()
        {
        }

        public override async Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException("nothing comes");
        }

        public override Task SendAsync(ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken)
        {
            Sent.Add(Encoding.UTF8.GetString(buffer));
            return Task.CompletedTask;
        }
    }
}
