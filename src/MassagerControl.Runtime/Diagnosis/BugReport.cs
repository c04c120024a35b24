using System.Text;
using MassagerControl.Devices.Profiles.Matching;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Runtime.Diagnosis;

/// <summary>One text that a person may send: the findings, the last session's log and the profile of its device.</summary>
/// <param name="health">With ratings, answers and places.</param>
public sealed class BugReport(ProfileLibrary profiles, Redaction redaction, bool health)
{
    public string Of(IEnumerable<string> findings, MassagerStore? store)
    {
        var text = new StringBuilder("A report of massager doctor. Names, addresses and folders are replaced.");
        text.Append(health ? " It tells ratings, answers and places of the body.\n" : " It tells nothing about anybody's health.\n");
        Part(text, "Findings", findings);
        if (store?.Read(work => Last(work)) is { } last)
        {
            Part(text, $"Log of session {last.Session.Id}", last.Log);
            if (last.Session.Beginning.Profile is { } profile)
                Part(text, $"Profile {profile}", ProfileText(profile));
        }
        else
        {
            Part(text, "Log", ["no session is kept"]);
        }
        return redaction.Apply(text.ToString());
    }

    private (StoredSession Session, string[] Log)? Last(Transaction work)
    {
        var sessions = new SessionTable(work);
        return sessions.Newest(1) is [var session]
            ? (session, [.. sessions.Events(session.Id).Select(told => health ? told.Json : BugReportLog.WithoutHealth(told.Json)).OfType<string>()])
            : null;
    }

    private string[] ProfileText(string id) => profiles.Find(id) is { } entry ? File.ReadAllLines(entry.Path) : ["it is gone"];

    private static void Part(StringBuilder text, string title, IEnumerable<string> lines)
    {
        text.Append('\n').Append(title).Append('\n').Append('-', title.Length).Append('\n');
        foreach (var line in lines)
            text.Append(line).Append('\n');
    }
}
