using MassagerControl.Runtime.Intake;
using MassagerControl.Web.Live;
using MassagerControl.Web.Remotes;
using MassagerControl.Web.Security;
using MassagerControl.Web.Sessions;
using MassagerControl.Web.Settings;
using MassagerControl.Web.Telemetry;

namespace MassagerControl.Web.Endpoints;

/// <summary>What the endpoints work with.</summary>
/// <param name="Base">The address of the page as others reach it; known once the service listens.</param>
internal sealed record ApiParts(ServeOptions Options, RemoteRegistry Remotes, SignIn SignIn, ServedSessions Sessions, LiveParts Live, LiveSockets Sockets, Func<string> Base)
{
    public required ServiceTelemetry Telemetry { get; init; }

    /// <summary>Whether the MQTT broker is connected, in a word; null where there is none.</summary>
    public required Func<string?> Broker { get; init; }

    /// <summary>A named data folder keeps what is paired and real; what the simulator does is nobody's history.</summary>
    public SessionOrder Keeping(SessionOrder order) => order with { Data = Options.Data.Explicit ? Options.Data.Path : null, KeepsSimulated = false };
}
