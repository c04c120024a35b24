using MassagerControl.Core.Massagers;

namespace MassagerControl.Core.Sessions;

/// <summary>One step of the machine while it is taken: what came in, when, and what shall be done outside.</summary>
internal sealed class StepContext(SessionState from, SessionInput input, TimeSpan now, Phrase reason)
{
    private List<SessionEffect>? _effects;

    /// <summary>Where the session was before this step.</summary>
    public SessionState From { get; } = from;

    public SessionInput Input { get; } = input;

    public TimeSpan Now { get; } = now;

    /// <summary>The row's reason, for events.</summary>
    public Phrase Reason { get; } = reason;

    public IReadOnlyList<SessionEffect> Effects => _effects ?? [];

    /// <summary>The device fault that this step is about.</summary>
    public MassagerFault? Fault => Input switch
    {
        OutputFailedInput failed => failed.Fault,
        OffFailedInput failed => failed.Fault,
        ConnectFailedInput failed => failed.Fault,
        _ => null,
    };

    /// <summary>Who ended the link that this step is about.</summary>
    public LossCause LossCause => Input is ReportInput { Report: LinkLost { Cause: var cause } } ? cause : LossCause.Unknown;

    public void Do(SessionEffect effect) => (_effects ??= new(2)).Add(effect);

    public void Tell(SessionEvent happened) => Do(new TellEffect(happened));

    public void TellLoss() => Tell(new LinkChanged("lost") { At = Now, Cause = LossCause });
}
