namespace MassagerControl.Clinic.Storage;

/// <summary>The clock by which the clinic counts. Orleans' own timers go by the machine's, also where a test sets this one.</summary>
internal sealed record ClinicClock(TimeProvider Time)
{
    /// <summary>With the clinic's own offset: days are those of its calendar.</summary>
    public DateTimeOffset Now => Time.GetLocalNow();
}
