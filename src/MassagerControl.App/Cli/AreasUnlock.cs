using System.Collections.Immutable;
using System.CommandLine;
using MassagerControl.Core;
using MassagerControl.Core.Areas;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.CheckIn;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.App.Cli;

/// <summary><c>massager areas unlock</c>: clears the lock that a red flag left, on another day and after its advice was read.</summary>
internal sealed class AreasUnlock(AppConsole console, AppParts parts)
{
    public const string Word = "read";

    private readonly Argument<string> _area = new("AREA") { Description = "See: massager areas." };

    private readonly Option<string?> _side = OptionValues.Of(
        "--side", "SIDE", "left or right.", text => text is "left" or "right" ? text : null, "left or right");

    private readonly Option<bool> _read = new("--i-have-read-the-advice") { Description = "Instead of typing a word; needed where nobody can type." };
    private readonly Option<string?> _data = DataOption.Create();

    public Command Build()
    {
        var unlock = new Command("unlock", "Clears the lock of a place: on another day, after you have read the advice.") { _area, _side, _read, _data };
        unlock.SetAction(Run);
        return unlock;
    }

    private int Run(ParseResult result)
    {
        var id = result.GetRequiredValue(_area);
        if (BodyAreas.Find(id) is not { } area)
            return Fail(ExitCode.BadInput, $"there is no area '{id}'; there are {string.Join(", ", BodyAreas.All.Where(a => a.Locked is null).Select(a => a.Id))}");
        if (area.Locked is { } locked)
            return Fail(ExitCode.Refused, $"{area.Name} is locked for good: {locked}");
        if (area.HasSides && result.GetValue(_side) is null)
            return Fail(ExitCode.BadInput, "--side: left or right is expected");
        var folder = DataFolder.Of(result.GetValue(_data), parts.Variable);
        var place = new AreaPlace(area.Id, area.HasSides ? result.GetValue(_side) : null);
        foreach (var kept in new[] { folder.Path, folder.State }.OfType<string>())
            if (FileErrorText.Problem(kept, mustBeFolder: true) is { } problem)
                return Fail(ExitCode.BadInput, $"{kept}: the data folder cannot be read: {problem}");
        if (!Directory.Exists(folder.Path) && !Directory.Exists(folder.State))
            return NotLocked(place);
        var opening = SessionStore.Open(folder, parts.Clock);
        if (opening.Sessions is not { } sessions)
            return Fail(ExitCode.BadInput, opening.Error!);
        using (sessions)
            return Guarded(() => Unlock(sessions, opening.Notes, place, result.GetValue(_read)));
    }

    private int Guarded(Func<int> work)
    {
        try
        {
            return work();
        }
        catch (StoreException exception)
        {
            return Fail(ExitCode.BadInput, exception.Words);
        }
    }

    /// <param name="lost">What is said of a damaged store that was set aside; empty where none was.</param>
    private int Unlock(SessionStore sessions, ImmutableArray<Phrase> lost, AreaPlace place, bool read)
    {
        // What the copies know and the store forgot counts too.
        foreach (var note in lost.Concat(sessions.Past().Notes))
            console.Complain(note);
        var held = sessions.Store.Read(work => Here(work, place));
        if (held.IsEmpty)
            return lost.IsEmpty ? NotLocked(place) : Fail(ExitCode.BadInput, $"{place}: no copy says that it is locked, and what the damaged file said is not known");
        if (Refusal(held, place) is { } refusal)
            return Fail(ExitCode.Refused, refusal);
        foreach (var line in held.Select(one => one.Kind).Distinct().SelectMany(kind => LockAdvice.For(kind)).Distinct())
            console.Out.WriteLine(parts.Language.Say(line));
        if (!read && NotRead() is { } why)
            return Fail(ExitCode.Refused, $"{place} stays locked: {why}");
        // The clock may have been set while the advice was read.
        refusal = sessions.Store.Write(work => Clear(work, sessions, place));
        if (refusal is not null)
            return Fail(ExitCode.Refused, refusal);
        console.Say($"{place} is no longer locked. Begin with the gentlest program.");
        return ExitCode.Completed;
    }

    private ImmutableArray<PlaceLock> Here(Transaction work, AreaPlace place) =>
        [.. PlaceLock.RedFlags(work, parts.Clock).Where(held => held.IsAt(place))];

    private Phrase? Refusal(ImmutableArray<PlaceLock> held, AreaPlace place) => held.Where(one => !one.MayClear).MaxBy(one => one.NotBefore) is { Reason: { } reason } last
        ? Phrase.Of($"{place} stays locked ({PlaceLockText.What(last.Kind)}): {reason}; not before {parts.Clock.Local().Full(last.NotBefore)}")
        : null;

    private Phrase? NotRead()
    {
        if (console.Terminal is null)
            return "read the advice above, then say so with --i-have-read-the-advice";
        console.Ask($"To clear the lock, type {Word} and press ENTER:");
        return console.Input.ReadLine()?.Trim() == Word ? null : Phrase.Of($"you did not type {Word}");
    }

    /// <returns>Why it is not cleared, or null.</returns>
    private Phrase? Clear(Transaction work, SessionStore sessions, AreaPlace place)
    {
        var held = Here(work, place);
        if (Refusal(held, place) is { } refusal)
            return refusal;
        var now = parts.WallClock.GetUtcNow();
        var table = new AreaLockTable(work);
        foreach (var one in held)
        {
            table.MarkRead(one.StoreId!.Value, now);
            table.Clear(one.StoreId.Value, now);
        }
        sessions.Copies.Match(work);
        return null;
    }

    private int NotLocked(AreaPlace place)
    {
        console.Say($"{place} is not locked.");
        return ExitCode.Completed;
    }

    private int Fail(int exit, Phrase reason)
    {
        console.Complain(reason);
        return exit;
    }
}
