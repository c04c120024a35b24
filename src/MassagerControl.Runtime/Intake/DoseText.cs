using System.Collections.Immutable;
using MassagerControl.Core.Doses;
using MassagerControl.Runtime.Storage;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.Runtime.Intake;

/// <summary>What the dose limits say to the person.</summary>
internal static class DoseText
{
    /// <returns>Every reason against a session now, then when one is possible; nothing where one may begin.</returns>
    public static ImmutableArray<string> Refusals(DoseVerdict verdict, LocalTime local, Language language) =>
    [
        .. verdict.Refusals.Select(language.Say),
        .. verdict is { NextPossible: { } next, Because: { } because } ? [$"next possible at {local.TextFrom(next)}, because {language.Say(because)}"] : Array.Empty<string>(),
    ];
}
