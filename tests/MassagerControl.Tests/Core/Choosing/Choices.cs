using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Choosing;
using MassagerControl.Core.Doses;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Programs;
using MassagerControl.Tests.Core.Programs;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Core.Choosing;

/// <summary>Situations in which a program is chosen.</summary>
internal static class Choices
{
    public static readonly DateTimeOffset Now = new(2026, 3, 12, 18, 0, 0, TimeSpan.Zero);

    public static AreaPlace Here { get; } = new("upper-trapezius", "right");

    public static AreaPlace Elsewhere { get; } = new("lower-back", "left");

    public static Program Starter { get; } = Of("starter", 3, 5) with { Ceiling = Intensity.FromPercent(60) };

    public static Program Gentle { get; } = Of("gentle", 2, 3);

    public static Program Middle { get; } = Of("middle", 3, 5);

    public static Program Harder { get; } = Of("harder", 5, 7) with { Starter = "starter" };

    public static Program Helped { get; } = Of("helped", 2, 4) with { Helper = true };

    public static ImmutableArray<Program> All { get; } = [Harder, Helped, Middle, Gentle, Starter];

    public static ChoiceSituation Nobody { get; } = new()
    {
        Place = Here,
        Massager = Plans.Device(5),
        Candidates = [.. All.Select(program => new ProgramCandidate(program, [], TimeSpan.FromSeconds(50)))],
    };

    public static GentleSpell Spell { get; } = new(Now + TimeSpan.FromHours(20), Setback.OfLock(Elsewhere, Now - TimeSpan.FromHours(28), "sharp"));

    public static Program Of(string id, int low, int high) => ProgramSamples.Whole with
    {
        Id = id,
        Name = id,
        Band = new(Discomfort.From(low), Discomfort.From(high)),
        Tools = [MassagerKind.Gun],
    };

    public static PastVisit Visit(int daysAgo, string program = "starter", bool completed = true, int? highest = 5, bool flagged = false, AreaPlace? place = null) =>
        new(Now - TimeSpan.FromDays(daysAgo), place ?? Here, program, completed, highest is { } value ? Discomfort.From(value) : null, flagged);

    public static ChoiceSituation After(params PastVisit[] visits) => Nobody with { Visits = [.. visits] };

    public static ChoiceSituation With(this ChoiceSituation situation, string program, Func<ProgramCandidate, ProgramCandidate> change) => situation with
    {
        Candidates = [.. situation.Candidates.Select(candidate => candidate.Program.Id == program ? change(candidate) : candidate)],
    };

    public static string[] Suggested(ChoiceSituation situation) => [.. ProgramChoosing.Choose(situation).Suggestions.Select(suggestion => suggestion.Program.Id)];

    public static NotSuggested Other(ChoiceSituation situation, string program) => ProgramChoosing.Choose(situation).Others.Single(other => other.Program.Id == program);

    public static string[] Why(ChoiceSituation situation, string program) =>
        [.. ProgramChoosing.Choose(situation).Suggestions.Single(suggestion => suggestion.Program.Id == program).Why.Select(why => why.Text)];
}
