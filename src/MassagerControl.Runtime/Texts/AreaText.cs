using MassagerControl.Core;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Safety;

namespace MassagerControl.Runtime.Texts;

/// <summary>All that is known of a place on the body, a line each.</summary>
public static class AreaText
{
    public static IEnumerable<Phrase> Page(BodyArea area) =>
    [
        .. Anatomy(area),
        .. area.Spreads.Select(note => Phrase.Of($"pain: {note}")),
        .. Tools(area),
        .. Limits(area),
        .. area.Disagreements.Select(told => Phrase.Of($"the sources disagree: {told}")),
        .. area.Sources.Select(source => Phrase.Of($"source: {source.Title}: {source.Says}")),
    ];

    public static Phrase InWords(this BodyTool tool) => tool switch
    {
        BodyTool.Gun => "gun",
        BodyTool.Ball => "ball",
        BodyTool.PeanutBall => "peanut ball",
        BodyTool.Roller => "roller",
        BodyTool.ReachTool => "reach tool",
        BodyTool.Fingers => "fingers",
    };

    private static IEnumerable<Phrase> Anatomy(BodyArea area)
    {
        foreach (var muscle in area.Muscles)
            yield return muscle.Fibres is { } fibres
                ? Phrase.Of($"{muscle.Name}: fibres {fibres}")
                : Phrase.Of($"{muscle.Name}: how its fibres run is unknown");
        foreach (var position in area.Positions)
            yield return Phrase.Of($"position: {position}");
        if (area.KeepOff != Phrase.Empty)
            yield return Phrase.Of($"exactly: {area.KeepOff}");
    }

    private static IEnumerable<Phrase> Tools(BodyArea area)
    {
        foreach (var rule in area.Tools)
            yield return rule.Allowed
                ? Phrase.Of($"{rule.Tool.InWords()}: yes, {rule.Reason}")
                : Phrase.Of($"{rule.Tool.InWords()}: no, {rule.Reason}");
        if (!area.Tools.IsEmpty)
            yield return "a tool that is not named here: no source speaks of it at this place";
    }

    private static IEnumerable<Phrase> Limits(BodyArea area)
    {
        if (area.Locked is { } locked)
        {
            yield return Phrase.Of($"LOCKED for good: {locked}");
            yield break;
        }
        if (area.Ceiling < Intensity.Full)
            yield return Phrase.Of($"limit: at most {area.Ceiling}: {area.Caution}");
        yield return Phrase.Of($"limit: {HardLimits.DefaultPressPerArea.TotalSeconds:0} s of press in a session, {HardLimits.RollerPressPerArea.TotalSeconds:0} s with a roller, {HardLimits.FirstSessionPress.TotalSeconds:0} s in the first one");
        yield return Phrase.Of($"limit: {HardLimits.SessionsPerDay} sessions in 24 hours, {HardLimits.SessionGap.TotalHours:0} hours between two");
    }
}
