using System.Collections.Immutable;
using MassagerControl.Runtime.Storage;
using MassagerControl.Core.Doses;

namespace MassagerControl.Runtime.Intake;

/// <summary>What the dose limits say to the person.</summary>
internal static class DoseText
{
    /// <returns>Every reason against a session now, then when one is possible; nothing where one may begin.</returns>
    public static ImmutableArray<string> Refusals(DoseVerdict verdict, LocalTime local) => verdict.NextPossible is { } next
        ? [.. verdict.Refusals, $"next possible at {local.TextFrom(next)}, because {verdict.Because}"]
        : verdict.Refusals;
}
