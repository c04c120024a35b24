using MassagerControl.Core.Massagers;
using MassagerControl.Core.Safety;

namespace MassagerControl.Core.Sessions;

/// <summary>Something that happens to a session: from the person, the device, the host or the clock.</summary>
public abstract record SessionInput;

/// <summary>Asks for a link. The first input of every session.</summary>
public sealed record StartInput : SessionInput;

/// <summary>The person is in place: the program may begin.</summary>
public sealed record BeginInput : SessionInput;

/// <param name="Source">Who rated: <c>person</c>, <c>script</c>, <c>keyboard</c>…</param>
public sealed record RatedInput(Discomfort Value, string Source) : SessionInput;

public sealed record RedFlagInput(RedFlagKind Kind, string Source) : SessionInput;

public sealed record PauseInput(string Source) : SessionInput;

public sealed record ResumeInput(string Source) : SessionInput;

public sealed record EasedInput(string Source) : SessionInput;

public sealed record CeilingDownInput(string Source) : SessionInput;

public sealed record CeilingUpInput(string Source) : SessionInput;

/// <param name="Cause">For the log and the person, e.g. <c>key</c>, <c>Ctrl-C</c>, <c>script</c>.</param>
public sealed record StopInput(Phrase Cause) : SessionInput;

/// <summary>A report of the massager, passed on.</summary>
public sealed record ReportInput(MassagerReport Report) : SessionInput;

/// <summary>The owner of the session has not renewed its lease.</summary>
public sealed record OwnerLostInput : SessionInput;

public sealed record ClockJumpedInput(TimeSpan Jump) : SessionInput;

/// <summary>The last phone or other remote of the session has gone or has been silent.</summary>
public sealed record RemotesLostInput : SessionInput;

internal sealed record ConnectedInput : SessionInput;

internal sealed record ConnectFailedInput(MassagerFault Fault) : SessionInput;

internal sealed record OutputAcceptedInput(Limited Output) : SessionInput;

internal sealed record OutputFailedInput(Limited Output, MassagerFault Fault) : SessionInput;

internal sealed record OffConfirmedInput : SessionInput;

internal sealed record OffFailedInput(MassagerFault Fault) : SessionInput;

/// <summary>A deadline of the session has come.</summary>
internal sealed record DueInput(SessionTrigger Trigger) : SessionInput;
