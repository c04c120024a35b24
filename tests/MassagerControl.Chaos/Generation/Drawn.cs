using MassagerControl.Chaos.Running;
using MassagerControl.Chaos.Scenarios;

namespace MassagerControl.Chaos.Generation;

/// <summary>A scenario that was drawn, and the session that it is.</summary>
internal sealed record Drawn(Scenario Scenario, Prepared Prepared, Account Account);
