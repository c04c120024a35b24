using System.Collections.Immutable;
using Orleans;
using Orleans.Concurrency;

namespace MassagerControl.Clinic.Access;

/// <summary>Lets rooms and people in by a code, knows them by their token, and shuts them out. There is one, <see cref="Key"/>.</summary>
[Alias("roster")]
public interface IRosterGrain : IGrainWithStringKey
{
    const string Key = "roster";

    /// <param name="name">A room or a person; who had this name before is out once the code is used.</param>
    /// <returns>A code, good once and for a short time.</returns>
    Task<string> InviteAsync(ClinicRole role, string name);

    /// <param name="from">The address of whoever asks.</param>
    Task<Enrolment> EnrolAsync(string code, string from);

    /// <summary>From memory, and beside everything else: a disk that does not answer shuts nobody out.</summary>
    /// <returns>Null where nobody has this token, or no more.</returns>
    [AlwaysInterleave]
    Task<ClinicKey?> FindAsync(string token);

    /// <summary>Shuts a key out, at once and for good.</summary>
    /// <returns>Null where there is no such key that opens.</returns>
    Task<ClinicKey?> RevokeAsync(string id);

    /// <returns>All keys, those that are shut out too, without their hashes.</returns>
    [AlwaysInterleave]
    Task<ImmutableArray<ClinicKey>> ListAsync();
}
