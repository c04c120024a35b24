using MassagerControl.Web.Sessions;

namespace MassagerControl.Web.Live;

/// <summary>What the sockets have in common.</summary>
/// <param name="Time">Real time.</param>
internal sealed record LiveParts(StateText State, RemoteInputs Inputs, RemotePresence Presence, TimeProvider Time);
