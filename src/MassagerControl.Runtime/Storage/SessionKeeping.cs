using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Doses;

namespace MassagerControl.Runtime.Storage;

/// <summary>Where a session is kept, and what it is to be kept as.</summary>
/// <param name="Judge">Every reason against its beginning, by the past.</param>
public sealed record SessionKeeping(SessionStore Sessions, NewSession Beginning, Func<ImmutableArray<Dose>, ImmutableArray<Phrase>> Judge)
{
    /// <summary>Who it is for, in a room of a clinic; null where nobody is told apart.</summary>
    public ClinicPerson? Person { get; init; }
}
