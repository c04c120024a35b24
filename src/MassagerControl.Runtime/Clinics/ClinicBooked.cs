using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Runtime.Clinics;

/// <summary>What came of asking the clinic for a session.</summary>
/// <param name="Keeping">What is to be kept of it; null where there is no session.</param>
/// <param name="Against">Every reason why there is none.</param>
public sealed record ClinicBooked(SessionKeeping? Keeping, ImmutableArray<Phrase> Against)
{
    /// <summary>What the person should know; null where it is as usual.</summary>
    public Phrase? Note { get; init; }
}
