using System.Collections.Immutable;

namespace MassagerControl.Runtime.Storage;

/// <summary>What the desk of the clinic allows this room while the clinic cannot be asked.</summary>
/// <param name="PerDay">Press time in 24 hours.</param>
public sealed record ClinicAllowance(string Person, TimeSpan PerDay);

/// <summary>The allowances as the clinic said them last.</summary>
public sealed class ClinicAllowances(Transaction work)
{
    /// <summary>These count, and no others.</summary>
    public void Replace(ImmutableArray<ClinicAllowance> all)
    {
        work.Execute("DELETE FROM clinic_allowances");
        foreach (var one in all)
            work.Execute("INSERT INTO clinic_allowances(person, seconds) VALUES ($person, $seconds)", ("$person", one.Person), ("$seconds", one.PerDay));
    }

    /// <returns>Null where nothing is allowed.</returns>
    public TimeSpan? Find(string person) =>
        work.Query("SELECT seconds FROM clinic_allowances WHERE person = $person", row => (TimeSpan?)row.Seconds(0), ("$person", person)).FirstOrDefault();
}
