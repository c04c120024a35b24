using System.Collections.Immutable;
using MassagerControl.Core.Screening;
using MassagerControl.Runtime.CheckIn;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Runtime.Intake;

/// <summary>The injuries that were named in check-ins.</summary>
internal static class PastInjuries
{
    /// <param name="person">Whose, in a room of a clinic; null where nobody is told apart.</param>
    /// <returns>None where the questions cannot be read: no session begins then either.</returns>
    public static ImmutableArray<PastInjury> Of(Transaction work, IntakeParts parts, ClinicPerson? person) => QuestionFile.Read(parts.Questions).Value is { } questions
        ? PastInjury.Of(questions, [.. CheckInArchive.Entries(work, person).Select(entry => CheckInJson.Read(entry.At, entry.Answers)).OfType<PastCheckIn>()], parts.Clock.Wall.GetLocalNow())
        : [];
}
