using System.Collections.Immutable;
using MassagerControl.Core.Screening;
using MassagerControl.Runtime.CheckIn;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Runtime.Intake;

/// <summary>The injuries that were named in check-ins.</summary>
internal static class PastInjuries
{
    /// <returns>None where the questions cannot be read: no session begins then either.</returns>
    public static ImmutableArray<PastInjury> Of(Transaction work, IntakeParts parts) => QuestionFile.Read(parts.Questions).Value is { } questions
        ? PastInjury.Of(questions, [.. new CheckInTable(work).All().Select(entry => CheckInJson.Read(entry.At, entry.Answers)).OfType<PastCheckIn>()], parts.Clock.Wall.GetLocalNow())
        : [];
}
