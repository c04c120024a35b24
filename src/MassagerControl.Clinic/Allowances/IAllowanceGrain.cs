using System.Collections.Immutable;
using Orleans;
using Orleans.Concurrency;

namespace MassagerControl.Clinic.Allowances;

/// <summary>What one room, whose name is the key, may give without the clinic.</summary>
[Alias("allowance")]
public interface IAllowanceGrain : IGrainWithStringKey
{
    /// <summary>Gives the room more.</summary>
    Task<Allowance> GiveAsync(string? person, TimeSpan press, DateTimeOffset until, string by);

    /// <summary>The room hears of it when it next reaches the clinic; what it gave until then counts.</summary>
    /// <returns>Null where there is none of this id that holds.</returns>
    Task<Allowance?> RevokeAsync(string id);

    /// <returns>All that hold, and those that are over and may still be told of.</returns>
    [ReadOnly]
    Task<ImmutableArray<Allowance>> ListAsync();

    /// <summary>Notes a session that the room had by an allowance, once by its id.</summary>
    /// <returns>So much of it is more than the allowance had left; zero where it was noted before.</returns>
    Task<TimeSpan> UseAsync(string id, AllowanceUse use);

    /// <summary>Removes what was allowed for this person alone: everything of them is deleted.</summary>
    Task ForgetAsync(string person);
}
