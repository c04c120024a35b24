using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Doses;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Runtime.Intake;

/// <summary>What the dose limits say to the person.</summary>
internal static class DoseText
{
    /// <returns>Every reason against a session now, then when one is possible; nothing where one may begin.</returns>
    public static ImmutableArray<Phrase> Refusals(DoseVerdict verdict, LocalTime local) =>
    [
        .. verdict.Refusals,
        .. verdict is { NextPossible: { } next, Because: { } because } ? [Phrase.Of($"next possible at {local.TextFrom(next)}, because {because}")] : Array.Empty<Phrase>(),
    ];
}
