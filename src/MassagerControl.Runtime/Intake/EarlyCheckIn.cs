using System.Collections.Immutable;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Screening;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.CheckIn;
using MassagerControl.Runtime.Runs;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Runtime.Intake;

/// <summary>What came of a check-in that is put to the person some time before the session.</summary>
/// <param name="Answers">For the session's own check-in; null where nobody was asked, or the person left.</param>
/// <param name="Injury">An injury of the last days closes the place, and nothing else speaks against it.</param>
/// <param name="Refused">Why there is no session, in the words of the intake; null where there may be one.</param>
public sealed record EarlyAnswers(ImmutableDictionary<string, CheckInAnswer>? Answers, bool Injury, Refused? Refused)
{
    /// <summary>The person left it.</summary>
    public bool Left { get; init; }

    internal static EarlyAnswers NotAsked { get; } = new(null, false, null);
}

/// <summary>Puts the check-in to a person before something else comes, and the session after that. It decides nothing: the intake does, again, when the session comes.</summary>
public sealed class EarlyCheckIn(IntakeParts parts)
{
    public EarlyAnswers Take(SessionOrder order)
    {
        var reading = OrderReading.Of(order, parts);
        if (reading.Errors.Length > 0 || reading is not { Area: { } area, Device.Traits: { } traits })
            return new(null, false, new(RefusalKind.BadInput, reading.Errors));
        if (order.CheckIn is null && ((traits.Simulated && !order.AsksOnSimulator) || parts.AskCheckIn is null))
            return EarlyAnswers.NotAsked;
        var place = new AreaPlace(area.Id, area.HasSides ? order.Side : null);
        var keeps = !traits.Simulated || (order.Data is not null && order.KeepsSimulated);
        var (answers, verdict, errors) = Ask(order, place, keeps);
        if (!errors.IsEmpty)
            return new(null, false, new(RefusalKind.BadInput, errors));
        if (answers is null || verdict is null)
            return new(null, false, null) { Left = true };
        // What speaks against a session is said, and kept, by the intake itself.
        return verdict.Allowed
            ? new(answers, false, null)
            : new(answers, IsInjuryAlone(verdict), new SessionIntake(parts with { AskCheckIn = _ => answers }).Admit(order) as Refused);
    }

    private static bool IsInjuryAlone(CheckInVerdict verdict) =>
        verdict.Emergency.IsEmpty && verdict.Refusals.IsEmpty && verdict.LocksHere.All(closed => closed.Until is not null);

    private (ImmutableDictionary<string, CheckInAnswer>? Answers, CheckInVerdict? Verdict, ImmutableArray<string> Errors) Ask(SessionOrder order, AreaPlace place, bool keeps)
    {
        var questions = QuestionFile.Read(parts.Questions);
        if (questions.Value is not { } asked)
            return (null, null, Lines(questions.Errors));
        var opening = keeps ? MassagerStore.OpenExisting(DataFolder.Of(order.Data, parts.Variable).Path) : StoreOpening.None;
        using var store = opening.Store;
        if (opening.Error is { } error)
            return (null, null, [parts.Language.Say(error)]);
        try
        {
            var subject = CheckInSubjects.Of(asked, place, store, parts.Clock, order.For).Subject;
            if (order.CheckIn is not { } file)
                return parts.AskCheckIn!(subject) is { } said ? (said, subject.Judge(said), []) : (null, null, []);
            var read = AnswerFile.Read(file, asked);
            return read.Value is { } answers ? (answers.Answers, subject.Judge(answers.Answers), []) : (null, null, Lines(read.Errors));
        }
        catch (StoreException exception)
        {
            return (null, null, [parts.Language.Say(exception.Words)]);
        }
    }

    private static ImmutableArray<string> Lines(ImmutableArray<FileError> errors) => [.. errors.Select(error => error.ToString())];
}
