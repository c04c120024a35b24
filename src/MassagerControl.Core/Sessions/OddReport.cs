namespace MassagerControl.Core.Sessions;

/// <summary>A report that does not fit the command, and may be a late echo: judged when nothing explains it in time.</summary>
/// <param name="Said">What the device said.</param>
/// <param name="Commanded">What it had been told by then. Saying that explains the report; what it is told later does not.</param>
public readonly record struct OddReport(Level Said, Level Commanded)
{
    /// <summary>Taken seriously it counts as STOP; otherwise as the person's ceiling.</summary>
    public bool IsTakeover => Said.IsOff || Said > Commanded;
}
