namespace MassagerControl.Core.Routines;

/// <summary>How long or how often a guided step is done, as its source says.</summary>
public abstract record GuidedDose;

/// <summary>As long as the person likes.</summary>
public sealed record OpenDose : GuidedDose;

/// <summary>Once, so long.</summary>
public sealed record TimedDose(TimeRange Hold) : GuidedDose;

/// <summary>Several times.</summary>
/// <param name="Breaths">Counted with the breath; otherwise by repetition.</param>
public sealed record CountedDose(CountRange Count, TimeRange Each, bool Breaths) : GuidedDose;

public sealed record TimeRange(TimeSpan Shortest, TimeSpan Usual, TimeSpan Longest)
{
    public bool IsOrdered => Shortest > TimeSpan.Zero && Shortest <= Usual && Usual <= Longest;
}

public sealed record CountRange(int Fewest, int Usual, int Most)
{
    public bool IsOrdered => Fewest >= 1 && Fewest <= Usual && Usual <= Most;
}
