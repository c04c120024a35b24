using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Screening;
using MassagerControl.Runtime.CheckIn;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Runtime.Intake;

/// <summary>What a check-in is about: a place, and what the person said before.</summary>
public static class CheckInSubjects
{
    /// <summary>For whoever asks before a session is ordered. Keeps nothing.</summary>
    /// <param name="folder">Where earlier check-ins are; it need not exist.</param>
    /// <param name="person">Who is asked, in a room of a clinic; null where nobody is told apart.</param>
    /// <returns>Null and every reason where the questions or the folder cannot be read.</returns>
    public static (CheckInSubject? Subject, ImmutableArray<Phrase> Reasons) Open(IntakeParts parts, AreaPlace place, string folder, ClinicPerson? person = null)
    {
        var questions = QuestionFile.Read(parts.Questions);
        if (questions.Value is not { } asked)
            return (null, [.. questions.Errors.Select(error => error.InWords())]);
        var opening = MassagerStore.OpenExisting(folder);
        using var store = opening.Store;
        if (opening.Error is { } error)
            return (null, [error]);
        try
        {
            return (Of(asked, place, store, parts.Clock, person).Subject, []);
        }
        catch (StoreException exception)
        {
            return (null, [exception.Words]);
        }
    }

    /// <param name="store">Null where nothing is kept.</param>
    /// <param name="person">As above.</param>
    /// <returns>With what the person should know of the store.</returns>
    internal static (CheckInSubject Subject, ImmutableArray<Phrase> Notes) Of(CheckInQuestions questions, AreaPlace place, MassagerStore? store, StoreClock clock, ClinicPerson? person = null)
    {
        var rating = questions.All.FirstOrDefault(question => question.Answer == AnswerKind.Rating)?.Id;
        var archive = store is null ? CheckInArchive.Empty : CheckInArchive.Of(store, place, rating, person);
        var now = clock.Wall.GetLocalNow();
        return (new(questions, archive.Past, place, now, verdict => DoctorTriggers.ToShow(verdict, [.. archive.Visits, .. Present(verdict)], archive.LastShown)), archive.Notes);

        IEnumerable<PlaceVisit> Present(CheckInVerdict verdict) => rating is not null && verdict.Answers.GetValueOrDefault(rating) is SaidRating said
            ? [new(now, said.Value, false)]
            : [];
    }
}
