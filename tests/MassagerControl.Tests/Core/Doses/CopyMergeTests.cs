using MassagerControl.Core.Areas;
using MassagerControl.Core.Doses;

namespace MassagerControl.Tests.Core.Doses;

public sealed class CopyMergeTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Dictionary<string, long> NoSessions = [];

    [Fact]
    public void A_dose_that_only_the_copy_knows_is_taken_and_finds_its_session_again()
    {
        CopyLine[] copy = [new DoseLine(Entry("a", 20)), new DoseLine(Entry("b", 30))];

        var taken = CopyMerge.DosesToTake([], new Dictionary<string, long> { ["b"] = 7 }, copy);

        Assert.Equal([Entry("a", 20), Entry("b", 30) with { Session = 7 }], taken);
    }

    [Fact]
    public void Of_two_doses_of_one_session_the_higher_counts_and_the_rest_stays_as_the_store_has_it()
    {
        var stored = Entry("a", 20) with { Session = 3 };
        CopyLine[] copy = [new DoseLine(Entry("a", 25)), new DoseLine(Entry("a", 40) with { Area = "calf" }), new DoseLine(Entry("a", 5))];

        Assert.Equal([stored with { Press = Seconds(40) }], CopyMerge.DosesToTake([stored], NoSessions, copy));
        Assert.Empty(CopyMerge.DosesToTake([stored with { Press = Seconds(40) }], NoSessions, copy));
    }

    [Fact]
    public void A_session_that_only_began_counts_whole_unless_the_store_knows_it()
    {
        CopyLine[] copy = [new SessionBegunLine(Entry("a", 150))];

        Assert.Equal([Entry("a", 150)], CopyMerge.DosesToTake([], NoSessions, copy));
        Assert.Empty(CopyMerge.DosesToTake([], new Dictionary<string, long> { ["a"] = 1 }, copy));
        Assert.Empty(CopyMerge.DosesToTake([Entry("a", 20)], NoSessions, copy));
    }

    [Fact]
    public void A_session_that_ended_counts_as_it_ended_not_as_it_was_planned()
    {
        CopyLine[] copy = [new SessionBegunLine(Entry("a", 150)), new DoseLine(Entry("a", 20))];

        Assert.Equal([Entry("a", 20)], CopyMerge.DosesToTake([], NoSessions, copy));
    }

    [Fact]
    public void A_lock_that_only_the_copy_knows_is_taken_once_with_the_moments_at_which_it_was_cleared()
    {
        CopyLine[] copy =
        [
            new LockLine("calf", "left", Noon, "sharp"), new LockLine("calf", "left", Noon, "sharp"), new LockLine("calf", "right", Noon, "numb"),
            new ClearedLine("calf", "left", Noon, Noon.AddDays(1)), new ClearedLine("calf", "left", Noon.AddHours(1), Noon.AddDays(2)),
        ];

        var taken = CopyMerge.LocksToTake([], copy);

        Assert.Equal([copy[0], copy[2]], taken.Select(one => one.Line));
        Assert.Equal([Noon.AddDays(1)], taken[0].Cleared);
        Assert.Empty(taken[1].Cleared);
    }

    [Fact]
    public void A_lock_is_the_same_at_the_same_place_and_millisecond()
    {
        var held = new AreaLock(1, "calf", "left", Noon.AddTicks(9_999), "sharp", null, null, null);

        Assert.Empty(CopyMerge.LocksToTake([held], [new LockLine("calf", "left", Noon, "rating")]));
        Assert.Single(CopyMerge.LocksToTake([held], [new LockLine("calf", "left", Noon.AddMilliseconds(1), "rating")]));
        Assert.Single(CopyMerge.LocksToTake([held], [new LockLine("calf", null, Noon, "rating")]));
    }

    [Fact]
    public void The_copy_lacks_what_it_does_not_know_or_knows_too_low_but_no_session_that_goes_on()
    {
        DoseEntry[] stored = [Entry("known", 20), Entry("low", 20), Entry("new", 20), Entry("open", 20)];
        CopyLine[] copy = [new DoseLine(Entry("known", 20)), new DoseLine(Entry("low", 19)), new SessionBegunLine(Entry("new", 150))];

        Assert.Equal([new DoseLine(stored[1]), new DoseLine(stored[2])], CopyMerge.MissingIn(copy, stored, new HashSet<string> { "open" }, []));
    }

    [Fact]
    public void The_copy_lacks_locks_and_what_was_cleared_since()
    {
        AreaLock[] locks =
        [
            new(1, "calf", "left", Noon, "sharp", 1, null, null),
            new(2, "calf", "right", Noon, "numb", 1, null, Noon.AddDays(1)),
            new(3, "thigh", null, Noon, "rating", 1, null, Noon.AddDays(2)),
        ];
        CopyLine[] copy = [new LockLine("calf", "right", Noon, "numb"), new LockLine("thigh", null, Noon, "rating"), new ClearedLine("thigh", null, Noon, Noon.AddDays(2))];

        Assert.Equal(
            [new LockLine("calf", "left", Noon, "sharp"), new ClearedLine("calf", "right", Noon, Noon.AddDays(1))],
            CopyMerge.MissingIn(copy, [], new HashSet<string>(), locks));
    }

    private static DoseEntry Entry(string mark, double press) => new(mark, null, new(Noon, "boot", Seconds(100)), "calf", "left", Seconds(press), "sim:x");

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
