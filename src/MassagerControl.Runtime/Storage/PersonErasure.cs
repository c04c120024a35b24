namespace MassagerControl.Runtime.Storage;

/// <summary>Deletes what this room keeps of a person whom its clinic has deleted. Doses and locks stay, as with a history that is deleted, and a row without content by which they count.</summary>
internal static class PersonErasure
{
    private const string Over = "SELECT id FROM sessions WHERE person = $person AND outcome IS NOT NULL";

    public static void Erase(Transaction work, string person)
    {
        Run(work, $"DELETE FROM session_events WHERE session IN ({Over})", person);
        Run(work, $"DELETE FROM session_notes WHERE session IN ({Over})", person);
        Run(
            work,
            """
            UPDATE sessions SET outcome = 'deleted', program = '', plan = '{}', reason = '', reps = 0, press_seconds = 0, max_intensity = 0, check_in = NULL, pain_after = NULL, pain_after_utc = NULL
            WHERE person = $person AND outcome IS NOT NULL
            """,
            person);
        // One that a session under way follows is kept until the clinic says it again.
        Run(work, "DELETE FROM check_ins WHERE person = $person AND id NOT IN (SELECT check_in FROM sessions WHERE check_in IS NOT NULL)", person);
        Run(work, "DELETE FROM clinic_outbox WHERE person = $person", person);
    }

    private static void Run(Transaction work, string sql, string person) => work.Execute(sql, ("$person", person));
}
