using MassagerControl.Core.Areas;
using MassagerControl.Runtime.Intake;
using MassagerControl.Runtime.Storage;
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

    /// <summary>A named data folder keeps what is paired and real; what the simulator does is nobody's history, but in a room of a clinic.</summary>
    public SessionOrder Keeping(SessionOrder order) => order with { Data = Options.Data.Explicit ? Options.Data.Path : null, KeepsSimulated = Options.Clinic is not null };

    /// <summary>Whose past counts before a session.</summary>
    /// <param name="id">The person's id at the clinic; null where nobody has said it.</param>
    /// <returns>Null where this room belongs to no clinic and nobody is told apart.</returns>
    public async Task<ClinicPerson?> PersonAsync(string? id, AreaPlace place, CancellationToken cancellation) => Options.Clinic switch
    {
        null => null,
        // Nobody: the past of whoever was here before is not theirs.
        _ when id is null => new("", null),
        var clinic => await clinic.RecallAsync(id, place, cancellation).ConfigureAwait(false),
    };
}
