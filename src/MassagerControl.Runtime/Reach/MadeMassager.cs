using MassagerControl.Core.Massagers;

namespace MassagerControl.Runtime.Reach;

/// <param name="Simulator">The simulated device behind the driver, which lives in this process; or null.</param>
public sealed record MadeMassager(IMassager Massager, SimulatedMotor? Simulator);
