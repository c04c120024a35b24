using MassagerControl.Web.Sessions;
using MassagerControl.Web.Telemetry;

namespace MassagerControl.Web.Live;

/// <summary>What the sockets have in common.</summary>
/// <param name="Time">Real time.</param>
internal sealed record LiveParts(StateText State, RemoteInputs Inputs, RemotePresence Presence, ServiceTelemetry Telemetry, TimeProvider Time);
