using System.Collections.Immutable;
using MassagerControl.Web.Sessions;

namespace MassagerControl.Web.Mqtt;

/// <summary>A massager as others see it over MQTT.</summary>
/// <param name="Key">What it is called on the broker.</param>
/// <param name="Name">For people.</param>
/// <param name="Profile">Null where it is not known.</param>
/// <param name="Battery">As it was last told, in percent.</param>
/// <param name="LeftRunning">A session before began to drive it, and nobody has seen its motor off since.</param>
/// <param name="Sessions">The newest that runs first, then those that are over.</param>
internal sealed record BridgedDevice(string Key, string Name, string? Profile, int? Battery, bool LeftRunning, ImmutableArray<ServedSession> Sessions)
{
    public bool MotorMayRun => Sessions.Any(session => session.Snapshot.Session.MotorMayRun) || (LeftRunning && Sessions.All(session => session.IsOver));
}
