using MassagerControl.Runtime.Intake;

namespace MassagerControl.Web.Sessions;

/// <summary>What came of an order for a session: one that runs, or why there is none.</summary>
internal sealed record StartResult(ServedSession? Session, Refused? Refused);
