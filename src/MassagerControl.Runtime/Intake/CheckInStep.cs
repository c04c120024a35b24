using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Screening;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.CheckIn;
using MassagerControl.Runtime.Runs;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Runtime.Intake;

/// <summary>What came of the check-in.</summary>
/// <param name="Verdict">Null where nothing was asked.</param>
/// <param name="Refusal">Where the order is refused already; null where it may go on.</param>
/// <param name="Reasons">Why it is refused.</param>
/// <param name="Notes">What the person should know before the session.</param>
internal sealed record CheckInOutcome(CheckInVerdict? Verdict, RefusalKind? Refusal, ImmutableArray<string> Reasons, ImmutableArray<string> Notes)
{
    public static CheckInOutcome NotAsked { get; } = new(null, null, [], []);

    public PossibleEmergency? Emergency { get; init; }

    /// <summary>Its entry in the store; null where nothing is kept.</summary>
    public long? Kept { get; init; }
}

/// <summary>Who is asked, and who is not.</summary>
/// <param name="File">A file of answers, or null.</param>
/// <param name="Simulated">The simulator asks nothing; a file counts there too.</param>
/// <param name="InVain">Something else already speaks against the session.</param>
internal sealed record CheckInRequest(AreaPlace Place, string? File, bool Simulated, bool InVain)
{
    /// <inheritdoc cref="SessionOrder.AsksOnSimulator"/>
    public bool AsksOnSimulator { get; init; }
}

/// <summary>The check-in before a session: from a file, from a person, or none.</summary>
/// <param name="store">Where check-ins are kept; null where nothing is.</param>
/// <param name="person">Who is asked, in a room of a clinic; null where nobody is told apart.</param>
internal sealed class CheckInStep(IntakeParts parts, MassagerStore? store, ClinicPerson? person)
{
    /// <summary>A file says how a person was when it was written; this project's own choice.</summary>
    public static readonly TimeSpan OldestFile = TimeSpan.FromHours(12);

    public CheckInOutcome Take(CheckInRequest request)
    {
        if (request.File is null && ((request.Simulated && !request.AsksOnSimulator) || request.InVain))
            return CheckInOutcome.NotAsked;
        var questions = QuestionFile.Read(parts.Questions);
        if (questions.Value is not { } asked)
            return Bad(questions.Errors);
        try
        {
            var (subject, notes) = CheckInSubjects.Of(asked, request.Place, store, parts.Clock, person);
            var outcome = request.File is { } file ? FromFile(subject, file, request) : FromPerson(subject);
            return outcome with { Notes = [.. notes.Select(parts.Language.Say), .. outcome.Notes] };
        }
        catch (StoreException exception)
        {
            return new(null, RefusalKind.BadInput, [parts.Language.Say(exception.Words)], []);
        }
    }

    private CheckInOutcome FromFile(CheckInSubject subject, string file, CheckInRequest request)
    {
        var reading = AnswerFile.Read(file, subject.Questions);
        if (reading.Value is not { } answers)
            return Bad(reading.Errors);
        if (!request.Simulated && Stale(answers.Answered, subject.Now) is { } stale)
            return new(null, RefusalKind.Limit, [$"{file}: {parts.Language.Say(stale)}"], []);
        var verdict = subject.Judge(answers.Answers);
        var advice = verdict.Allowed ? subject.Advice(verdict) : [];
        var kept = Keep(subject, verdict, advice);
        return Judged(subject, verdict) with { Kept = kept, Notes = [.. advice.Select(given => parts.Language.Say(given.Words)), .. CheckInText.Limits(verdict, parts.Language).Select(limit => parts.Language.Say($"check-in: {limit}"))] };
    }

    private CheckInOutcome FromPerson(CheckInSubject subject)
    {
        if (parts.AskCheckIn is not { } ask)
            return new(null, RefusalKind.Limit, [parts.Language.Say("a real device needs a check-in: run it on a terminal, or give --check-in FILE (docs/check-in.md)")], []);
        if (ask(subject) is not { } answers)
            return new(null, RefusalKind.Limit, [parts.Language.Say("you left the check-in: no session")], []);
        var verdict = subject.Judge(answers);
        var kept = Keep(subject, verdict, verdict.Allowed ? subject.Advice(verdict) : []);
        var judged = Judged(subject, Said(verdict));
        return judged.Refusal is null ? judged with { Verdict = verdict, Kept = kept } : judged;
    }

    /// <summary>Without what was not asked because an answer before it was enough.</summary>
    private static CheckInVerdict Said(CheckInVerdict verdict) =>
        verdict with { Refusals = [.. verdict.Refusals.Where(reason => verdict.Answers.ContainsKey(reason.Question))] };

    private CheckInOutcome Judged(CheckInSubject subject, CheckInVerdict verdict) => verdict.Allowed
        ? new(verdict, null, [], [])
        : new(verdict, RefusalKind.Limit, [.. CheckInText.Refusals(verdict, parts.Language)], [])
        {
            Emergency = verdict.Emergency.IsEmpty ? null : new(verdict, subject.Questions),
        };

    private long? Keep(CheckInSubject subject, CheckInVerdict verdict, ImmutableArray<CheckInAdvice> shown) =>
        store is null ? null : CheckInArchive.Keep(store, verdict, shown, subject.Now, person?.Id);

    private static Phrase? Stale(DateTimeOffset? answered, DateTimeOffset now) => answered switch
    {
        null => "it does not say when it was answered, which a real device needs",
        { } at when at > now => "it was answered in the future; is the clock right?",
        { } at when now - at > OldestFile => Phrase.Of($"it was answered more than {OldestFile.TotalHours:0} hours ago: answer again"),
        _ => null,
    };

    private CheckInOutcome Bad(ImmutableArray<FileError> errors) => new(null, RefusalKind.BadInput, [.. errors.Select(error => parts.Language.Say(error.InWords()))], []);
}
