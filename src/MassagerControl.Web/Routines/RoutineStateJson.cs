using System.Text.Json;
using MassagerControl.Core;
using MassagerControl.Core.Routines;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.Routines;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.Web.Routines;

/// <summary>A routine as the page shows it.</summary>
internal static class RoutineStateJson
{
    /// <param name="hint">Why the last input did nothing; null where it did.</param>
    /// <param name="folder">Of the pictures.</param>
    public static void Write(Utf8JsonWriter json, ServedRoutine routine, Phrase? hint, string folder, Language language)
    {
        var (state, now) = (routine.State, routine.Now);
        json.WriteStartObject();
        json.WriteString("routine", routine.Routine.Id);
        json.WriteString("name", language.SayText(routine.Routine.Name));
        json.WriteNumber("number", Math.Min(state.Index + 1, state.Plan.Parts.Length));
        json.WriteNumber("of", state.Plan.Parts.Length);
        json.WriteString("phase", Word(state.Phase));
        json.WriteString("ending", state.Ending is { } ending ? Word(ending) : null);
        json.WriteString("area", routine.Order.Area);
        json.WriteString("side", routine.Order.Side);
        json.WriteString("device", routine.Order.Device);
        json.WriteString("program", (state.Part as PlannedSession)?.Program);
        if (routine.Session is { } session)
            json.WriteNumber("session", session);
        else
            json.WriteNull("session");
        json.WritePropertyName("step");
        Step(json, state.Guided, folder, language);
        json.WriteString("count", language.Say(GuidedStepText.Count(state)));
        if (state.LeftAt(now) is { } left)
            json.Seconds("secondsLeft", left);
        else
            json.WriteNull("secondsLeft");
        json.WriteString("told", state.Told is { } told ? language.Say(told) : null);
        json.WriteString("hint", hint is null ? null : language.Say(hint));
        json.List("reasons", routine.Refusals, json.WriteStringValue);
        json.List("passedOver", state.Outcomes.Where(outcome => outcome.Fate == PartFate.PassedOver && outcome.Reason is not null), outcome => json.WriteStringValue(language.Say(outcome.Reason!)));
        json.WriteEndObject();
    }

    private static void Step(Utf8JsonWriter json, GuidedStep? step, string folder, Language language)
    {
        if (step is null)
        {
            json.WriteNullValue();
            return;
        }
        json.WriteStartObject();
        json.WriteString("id", step.Id);
        json.WriteString("name", language.SayText(step.Name));
        json.List("text", step.Text, line => json.WriteStringValue(language.SayText(line)));
        json.WriteString("picture", Picture(Path.Combine(folder, step.Picture)));
        json.WriteEndObject();
    }

    /// <returns>Null where it cannot be read: the words are enough.</returns>
    private static string? Picture(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception exception) when (FileErrorText.IsFailure(exception))
        {
            return null;
        }
    }

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
