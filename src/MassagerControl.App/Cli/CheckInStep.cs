using System.Collections.Immutable;
using MassagerControl.App.CheckIn;
using MassagerControl.App.Storage;
using MassagerControl.App.Terminal;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Screening;
using MassagerControl.Devices.Json;

namespace MassagerControl.App.Cli;

/// <summary>What came of the check-in.</summary>
/// <param name="Verdict">Null where nothing was asked.</param>
/// <param name="ExitCode">Of the run, where it is over already; null where it may go on.</param>
/// <param name="Reasons">Why it is over.</param>
/// <param name="Notes">What the person should know before the session.</param>
internal sealed record CheckInOutcome(CheckInVerdict? Verdict, int? ExitCode, ImmutableArray<string> Reasons, ImmutableArray<string> Notes)
{
    public static CheckInOutcome NotAsked { get; } = new(null, null, [], []);

    /// <summary>Printed before the reasons, as it stands: the advice of an emergency.</summary>
    public ImmutableArray<string> Urgent { get; init; } = [];
}

/// <summary>Who is asked, and who is not.</summary>
/// <param name="File">The file of <c>--check-in</c>, or null.</param>
/// <param name="Simulated">The simulator asks nothing; a file counts there too.</param>
/// <param name="InVain">Something else already speaks against the session.</param>
internal sealed record CheckInRequest(AreaPlace Place, string? File, bool Simulated, bool InVain);

/// <summary>The check-in before a session: from a file, on the terminal, or none.</summary>
/// <param name="store">Where check-ins are kept; null where nothing is.</param>
internal sealed class CheckInStep(AppParts parts, TerminalPort? terminal, MassagerStore? store)
{
    /// <summary>A file says how a person was when it was written; this project's own choice.</summary>
    public static readonly TimeSpan OldestFile = TimeSpan.FromHours(12);

    public CheckInOutcome Take(CheckInRequest wish)
    {
        if (wish.File is null && (wish.Simulated || wish.InVain))
            return CheckInOutcome.NotAsked;
        var questions = QuestionFile.Read(parts.Questions);
        if (questions.Value is not { } asked)
            return Bad(questions.Errors);
        try
        {
            var subject = Subject(asked, wish.Place, out var notes);
            var outcome = wish.File is { } file ? FromFile(subject, file, wish) : FromTerminal(subject);
            return outcome with { Notes = [.. notes, .. outcome.Notes] };
        }
        catch (StoreException exception)
        {
            return new(null, ExitCode.BadInput, [exception.Message], []);
        }
    }

    private CheckInSubject Subject(CheckInQuestions questions, AreaPlace place, out ImmutableArray<string> notes)
    {
        var rating = questions.All.FirstOrDefault(question => question.Answer == AnswerKind.Rating)?.Id;
        var archive = store is null ? CheckInArchive.Empty : CheckInArchive.Of(store, place, rating);
        var now = parts.WallClock.GetLocalNow();
        notes = archive.Notes;
        return new(questions, archive.Past, place, now, verdict => DoctorTriggers.ToShow(verdict, [.. archive.Visits, .. Present(verdict)], archive.LastShown));

        IEnumerable<PlaceVisit> Present(CheckInVerdict verdict) => rating is not null && verdict.Answers.GetValueOrDefault(rating) is SaidRating said
            ? [new(now, said.Value, false)]
            : [];
    }

    private CheckInOutcome FromFile(CheckInSubject subject, string file, CheckInRequest wish)
    {
        var reading = AnswerFile.Read(file, subject.Questions);
        if (reading.Value is not { } answers)
            return Bad(reading.Errors);
        if (!wish.Simulated && Stale(answers.Answered, subject.Now) is { } stale)
            return new(null, ExitCode.Refused, [$"{file}: {stale}"], []);
        var verdict = subject.Judge(answers.Answers);
        var advice = verdict.Allowed ? subject.Advice(verdict) : [];
        Keep(subject, verdict, advice);
        return Judged(subject, verdict, EmergencyText.UsualWidth, new TerminalLook { Colour = false, Unicode = terminal?.Look.Unicode ?? false })
            with
        { Notes = [.. advice.Select(given => given.Text), .. CheckInText.Limits(verdict).Select(limit => $"check-in: {limit}")] };
    }

    private CheckInOutcome FromTerminal(CheckInSubject subject)
    {
        if (terminal is null)
            return new(null, ExitCode.Refused, ["a real device needs a check-in: run it on a terminal, or give --check-in FILE (docs/check-in.md)"], []);
        var asked = new CheckInScreen(terminal).Ask(new CheckInDialogue(subject));
        if (asked.End == CheckInEnd.Left)
            return new(null, ExitCode.Refused, ["you left the check-in: no session"], []);
        var verdict = subject.Judge(asked.Answers);
        Keep(subject, verdict, verdict.Allowed ? subject.Advice(verdict) : []);
        var judged = Judged(subject, Said(verdict), terminal.Size().Width, terminal.Look);
        return judged.ExitCode is null ? judged with { Verdict = verdict } : judged;
    }

    /// <summary>Without what was not asked because an answer before it was enough.</summary>
    private static CheckInVerdict Said(CheckInVerdict verdict) =>
        verdict with { Refusals = [.. verdict.Refusals.Where(reason => verdict.Answers.ContainsKey(reason.Question))] };

    private static CheckInOutcome Judged(CheckInSubject subject, CheckInVerdict verdict, int width, TerminalLook look)
    {
        if (verdict.Allowed)
            return new(verdict, null, [], []);
        ImmutableArray<string> urgent = verdict.Emergency.IsEmpty
            ? []
            : [.. EmergencyText.Lines(verdict, subject.Questions, width).Select(line => line.Write(look))];
        return new(verdict, ExitCode.Refused, [.. CheckInText.Refusals(verdict)], []) { Urgent = urgent };
    }

    private void Keep(CheckInSubject subject, CheckInVerdict verdict, ImmutableArray<CheckInAdvice> shown)
    {
        if (store is not null)
            CheckInArchive.Keep(store, verdict, shown, subject.Now);
    }

    private static string? Stale(DateTimeOffset? answered, DateTimeOffset now) => answered switch
    {
        null => "it does not say when it was answered, which a real device needs",
        { } at when at > now => "it was answered in the future; is the clock right?",
        { } at when now - at > OldestFile => $"it was answered more than {OldestFile.TotalHours:0} hours ago: answer again",
        _ => null,
    };

    private static CheckInOutcome Bad(ImmutableArray<FileError> errors) => new(null, ExitCode.BadInput, [.. errors.Select(error => error.ToString())], []);
}
