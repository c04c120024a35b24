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
        _ when !reply.Accepted => Refusal(input, language.Say(reply.Reason)),
        CeilingDownInput => $"Your ceiling is now {after.UserCeiling.Rounded()}.",
        CeilingUpInput => $"Your ceiling will be {ControlLaw.RaisedCeiling(after).Rounded()} from the next press on.",
        RatedInput { Value: var rating } when after.RaisePending => Raise(rating, after, language),
        RatedInput { Value: var rating } when rating < after.Plan.Band.Low && !after.IsOver => $"You rated {rating}. Noted; outside a rep it raises nothing.",
        _ => null,
    };

    private static string Refusal(SessionInput input, string reason) =>
        input is RatedInput { Value: var rating } ? $"{rating} does not count now: {reason}." : $"{Sentence(reason)}";

    /// <summary>A raise that no ceiling stops, or the ceiling that does.</summary>
    private static string Raise(Discomfort rating, Session session, Language language) => ControlLaw.IsHeldBelowRaise(session)
        ? $"You rated {rating}. No more: {language.Say(session.Cap().Reason)}."
        : $"You rated {rating}. One step more from the next press on.";

    private static string Sentence(string reason) => $"{char.ToUpperInvariant(reason[0])}{reason[1..]}.";
}
