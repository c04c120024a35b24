using Microsoft.Extensions.Logging;

namespace MassagerControl.Web.Telemetry;

/// <summary>What operators read of the service: who came and went, what began and ended. Never a rating, an answer, an area, a program or a name of a person.</summary>
internal sealed partial class ServiceLog(ILogger logger)
{
    /// <summary>Nothing else gets into the log: what libraries would tell of requests is not ours to vouch for.</summary>
    public const string Category = "MassagerControl.Service";

    private readonly ILogger _logger = logger;

    [LoggerMessage(1, LogLevel.Information, "the service answers on {Scheme} port {Port}, for others too: {Lan}", EventName = "service-began")]
    public partial void Began(string scheme, int port, bool lan);

    [LoggerMessage(2, LogLevel.Information, "the service has ended, every motor confirmed off: {AllOff}", EventName = "service-ended")]
    public partial void Ended(bool allOff);

    [LoggerMessage(3, LogLevel.Information, "phone {Remote} is paired as {Role}", EventName = "phone-paired")]
    public partial void Paired(string remote, string role);

    [LoggerMessage(4, LogLevel.Information, "phone {Remote} is forgotten", EventName = "phone-forgotten")]
    public partial void Forgotten(string remote);

    [LoggerMessage(5, LogLevel.Error, "the paired phones cannot be kept or read: {Why}", EventName = "phones-not-kept")]
    public partial void NotKept(string why);

    [LoggerMessage(6, LogLevel.Information, "phone {Remote} asks for a session", EventName = "start-asked")]
    public partial void StartAsked(string remote);

    [LoggerMessage(7, LogLevel.Information, "the host was asked about the start of phone {Remote}, and says yes: {Confirmed}", EventName = "start-confirmed")]
    public partial void StartConfirmed(string remote, bool confirmed);

    [LoggerMessage(8, LogLevel.Information, "the start of phone {Remote} is refused: {Kind}", EventName = "start-refused")]
    public partial void StartRefused(string remote, string kind);

    [LoggerMessage(9, LogLevel.Information, "session {Session} has begun on a {Profile}", EventName = "session-began")]
    public partial void SessionBegan(int session, string? profile);

    [LoggerMessage(10, LogLevel.Information, "session {Session} on a {Profile} has ended: {End}, confirmed off: {ConfirmedOff}", EventName = "session-ended")]
    public partial void SessionEnded(int session, string? profile, string end, bool confirmedOff);

    [LoggerMessage(11, LogLevel.Warning, "a request from {Address} is refused: {Why}", EventName = "request-refused")]
    public partial void Refused(string address, string why);

    [LoggerMessage(12, LogLevel.Warning, "more requests are refused than are logged within a minute", EventName = "requests-refused")]
    public partial void MoreRefused();

    [LoggerMessage(13, LogLevel.Error, "internal error: {Kind}", EventName = "internal-error")]
    public partial void Fault(string kind);

    [LoggerMessage(14, LogLevel.Warning, "the certificate is a new one", EventName = "certificate-renewed")]
    public partial void CertificateRenewed();

    [LoggerMessage(15, LogLevel.Warning, "a watcher of session {Session} was dropped", EventName = "watcher-dropped")]
    public partial void WatcherDropped(int session);

    [LoggerMessage(16, LogLevel.Error, "a file of this computer cannot be used: {Why}", EventName = "file-unusable")]
    public partial void FileUnusable(string why);

    [LoggerMessage(17, LogLevel.Information, "the MQTT broker is connected", EventName = "broker-connected")]
    public partial void BrokerConnected();

    [LoggerMessage(18, LogLevel.Warning, "no MQTT broker: {Why}", EventName = "broker-gone")]
    public partial void BrokerGone(string why);

    [LoggerMessage(19, LogLevel.Information, "STOP over MQTT, sessions that run: {Running}", EventName = "broker-stop")]
    public partial void BrokerStopped(int running);

    [LoggerMessage(20, LogLevel.Warning, "a command over MQTT is ignored: {Why}", EventName = "broker-command-ignored")]
    public partial void BrokerCommandIgnored(string why);

    [LoggerMessage(21, LogLevel.Warning, "the MQTT broker refuses what is shown", EventName = "broker-refuses")]
    public partial void BrokerRefused();
}
