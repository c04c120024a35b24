using MassagerControl.Core.Massagers;

namespace MassagerControl.Core.Sessions;

/// <summary>Which trigger of the table an input is, given the program's band and what the motor was told.</summary>
internal static class TriggerSorting
{
    public static SessionTrigger Sort(Session session, SessionInput input, TimeSpan now) => input switch
    {
        StartInput => SessionTrigger.Start,
        BeginInput => SessionTrigger.Begin,
        StopInput => SessionTrigger.Stop,
        PauseInput => SessionTrigger.Pause,
        ResumeInput => SessionTrigger.Resume,
        EasedInput => SessionTrigger.Eased,
        CeilingDownInput => SessionTrigger.CeilingDown,
        CeilingUpInput => SessionTrigger.CeilingUp,
        RatedInput rated => Sort(session.Plan.Band, rated.Value),
        RedFlagInput => SessionTrigger.RedFlag,
        ConnectedInput => SessionTrigger.Connected,
        ConnectFailedInput => SessionTrigger.ConnectFailed,
        OutputAcceptedInput => SessionTrigger.OutputAccepted,
        OutputFailedInput => SessionTrigger.OutputFailed,
        OffConfirmedInput => SessionTrigger.OffConfirmed,
        OffFailedInput => SessionTrigger.OffFailed,
        OwnerLostInput => SessionTrigger.LeaseLost,
        ClockJumpedInput => SessionTrigger.ClockJumped,
        RemotesLostInput => SessionTrigger.RemotesLost,
        ReportInput { Report: LevelReported reported } => ReportSorting.Sort(session, reported.Level, now),
        ReportInput { Report: LeaseExpired } => SessionTrigger.LeaseLost,
        ReportInput { Report: Massagers.LinkLost } => SessionTrigger.LinkLost,
        ReportInput { Report: Massagers.DeviceMet } => SessionTrigger.DeviceMet,
        DueInput due => due.Trigger,
        _ => throw new ArgumentException($"{input} is not an input of a session.", nameof(input)),
    };

    private static SessionTrigger Sort(RatingBand band, Discomfort value) => value switch
    {
        { IsExtreme: true } => SessionTrigger.RatedExtreme,
        { IsSevere: true } => SessionTrigger.RatedSevere,
        _ when value > band.High => SessionTrigger.RatedAboveBand,
        _ when value < band.Low => SessionTrigger.RatedBelowBand,
        _ => SessionTrigger.RatedInBand,
    };
}
