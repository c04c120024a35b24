using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Choosing;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Programs;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Core.Choosing;

/// <summary>What holds of every choice, whatever the programs, the device, the past and the day are.</summary>
public sealed class ChoosingPropertyTests
{
    private static readonly Gen<Program> Programs =
        from id in Gen.Choose(0, 30)
        from low in Gen.Choose(1, 7)
        from high in Gen.Choose(low, 7)
        from kind in Gen.Elements(MassagerKind.Gun, MassagerKind.Ball, MassagerKind.Roller)
        from helper in Gen.Elements(true, false)
        from starter in Gen.Choose(0, 30)
        from area in Gen.Elements("", "lower-back", "between-blades")
        select Choices.Of($"p{id:00}", low, high) with { Tools = [kind], Helper = helper, Starter = starter % 3 == 0 ? $"p{starter:00}" : null, Areas = area.Length == 0 ? [] : [area] };

    private static readonly Gen<PastVisit> Visits =
        from days in Gen.Choose(0, 40)
        from program in Gen.Choose(0, 30)
        from completed in Gen.Elements(true, true, false)
        from highest in Gen.Choose(0, 10)
        from flagged in Gen.Elements(false, false, false, true)
        from area in Gen.Elements("lower-back", "between-blades")
        select Choices.Visit(days, $"p{program:00}", completed, highest == 0 ? null : highest, flagged, new(area, "left"));

    private static readonly Gen<ChoiceSituation> Situations =
        from programs in Programs.ArrayOf()
        from visits in Visits.ArrayOf()
        from kind in Gen.Elements(MassagerKind.Gun, MassagerKind.Ball, MassagerKind.Roller, MassagerKind.Other)
        from levels in Gen.Choose(1, 12)
        from area in Gen.Elements([.. BodyAreas.All])
        from room in Gen.Choose(-1, 400)
        from gentle in Gen.Elements(true, false)
        select Situation(programs, visits, Plans.Device(levels) with { Kind = kind }, area, room < 0 ? null : TimeSpan.FromSeconds(room), gentle);

    [Fact]
    public void Never_more_than_three_never_one_that_is_refused_and_every_program_once() => Prop.ForAll(Situations.ToArbitrary(), situation =>
    {
        var result = ProgramChoosing.Choose(situation);
        var suggested = result.Suggestions.Select(suggestion => suggestion.Program.Id).ToArray();
        return suggested.Length <= ProgramChoosing.Most
            && situation.Candidates.Where(candidate => suggested.Contains(candidate.Program.Id)).All(candidate => candidate.Against.IsEmpty && !(candidate.Press > situation.Room))
            && result.Suggestions.All(suggestion => !suggestion.Why.IsEmpty) && result.Others.All(other => !other.Why.IsEmpty)
            && suggested.Concat(result.Others.Select(other => other.Program.Id)).Order(StringComparer.Ordinal)
                .SequenceEqual(situation.Candidates.Select(candidate => candidate.Program.Id).Order(StringComparer.Ordinal));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_gentle_time_never_makes_it_harder() => Prop.ForAll(Situations.ToArbitrary(), situation =>
        Hardest(situation with { Gentle = Choices.Spell }) is var gentle && gentle <= ProgramChoosing.GentleTop && gentle <= Hardest(situation with { Gentle = null })).QuickCheckThrowOnFailure();

    [Fact]
    public void Who_is_new_at_a_place_gets_no_harder_band() => Prop.ForAll(Situations.ToArbitrary(), situation =>
        Hardest(situation with { Visits = [.. situation.Visits.Where(visit => visit.Place != situation.Place)] }) <= ProgramChoosing.GentleTop).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_in_which_things_are_handed_over_does_not_matter() => Prop.ForAll(Situations.ToArbitrary(), situation =>
    {
        var turned = situation with { Candidates = [.. situation.Candidates.Reverse()], Visits = [.. situation.Visits.Reverse()] };
        return Texts(ProgramChoosing.Choose(situation)).SequenceEqual(Texts(ProgramChoosing.Choose(turned)));
    }).QuickCheckThrowOnFailure();

    private static int Hardest(ChoiceSituation situation) =>
        ProgramChoosing.Choose(situation).Suggestions.Select(suggestion => suggestion.Program.Band.High.Value).DefaultIfEmpty(0).Max();

    private static IEnumerable<string> Texts(ChoosingResult result) =>
        [.. result.Suggestions.Select(one => $"{one.Program.Id}: {string.Join("; ", one.Why)}"), .. result.Others.Select(one => $"{one.Program.Id} {one.Possible}: {string.Join("; ", one.Why)}")];

    private static ChoiceSituation Situation(Program[] programs, PastVisit[] visits, MassagerTraits massager, BodyArea area, TimeSpan? room, bool gentle) => new()
    {
        Place = new(area.Id, area.HasSides ? "left" : null),
        Massager = massager,
        // No two at one moment: in what order they were is not known then.
        Visits = [.. visits.DistinctBy(visit => visit.At)],
        Room = room,
        Gentle = gentle ? Choices.Spell : null,
        Candidates = [.. programs.DistinctBy(program => program.Id).Select(program => Candidate(program, massager, area))],
    };

    /// <summary>What the planner says against it.</summary>
    private static ProgramCandidate Candidate(Program program, MassagerTraits massager, BodyArea area) => new(
        program,
        SessionPlanner.RefusalsBeforeCheckIn(new() { Program = program, Massager = massager, Area = area, Side = area.HasSides ? "left" : null }),
        program.Steps.OfType<Cycle>().Aggregate(TimeSpan.Zero, (sum, cycle) => sum + cycle.Press.Usual * cycle.Reps.Usual));
}
