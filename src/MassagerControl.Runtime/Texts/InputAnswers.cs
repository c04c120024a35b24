using MassagerControl.Core;
using MassagerControl.Core.Control;
using MassagerControl.Core.Sessions;

namespace MassagerControl.Runtime.Texts;

/// <summary>What the session says to an input: why it was refused, or what came of it. Pure.</summary>
public static class InputAnswers
{
    /// <param name="after">The session after the key.</param>
    /// <returns>Null where the echo of the key says enough.</returns>
    public static string? To(SessionInput input, InputReply reply, Session after, Language language) => input switch
    {
        _ when !reply.Accepted => Refusal(input, reply.Reason, language),
        CeilingDownInput => language.Say($"Your ceiling is now {after.UserCeiling.Rounded()}."),
        CeilingUpInput => language.Say($"Your ceiling will be {ControlLaw.RaisedCeiling(after).Rounded()} from the next press on."),
        RatedInput { Value: var rating } when after.RaisePending => language.Say(Raise(rating, after)),
        RatedInput { Value: var rating } when rating < after.Plan.Band.Low && !after.IsOver => language.Say($"You rated {rating}. Noted; outside a rep it raises nothing."),
        _ => null,
    };

    private static string Refusal(SessionInput input, Phrase reason, Language language) =>
        input is RatedInput { Value: var rating } ? language.Say($"{rating} does not count now: {reason}.") : Sentence(language.Say(reason));

    /// <summary>A raise that no ceiling stops, or the ceiling that does.</summary>
    private static Phrase Raise(Discomfort rating, Session session) => ControlLaw.IsHeldBelowRaise(session)
        ? Phrase.Of($"You rated {rating}. No more: {session.Cap().Reason}.")
        : Phrase.Of($"You rated {rating}. One step more from the next press on.");

    private static string Sentence(string reason) => $"{char.ToUpperInvariant(reason[0])}{reason[1..]}.";
}
