using MassagerControl.Core.Safety;

namespace MassagerControl.Core.Sessions;

/// <summary>What the session machine wants done outside; the loop does it and posts the result back.</summary>
public abstract record SessionEffect;

/// <summary>Make a (new) link. Answered by connected or connect-failed.</summary>
public sealed record ConnectEffect : SessionEffect;

/// <summary>Run the motor at a level above 0. Answered by output-accepted or output-failed.</summary>
public sealed record DriveEffect(Limited Output) : SessionEffect;

/// <summary>Turn the motor off, ahead of everything. Answered by off-confirmed or off-failed.</summary>
public sealed record TurnOffEffect : SessionEffect;

/// <summary>Tell the world.</summary>
public sealed record TellEffect(SessionEvent Event) : SessionEffect;
