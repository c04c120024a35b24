using System.Collections.Immutable;
using MassagerControl.Clinic.People;
using MassagerControl.Core;
using MassagerControl.Core.Areas;

namespace MassagerControl.Tests.Clinic.People;

/// <summary>Records of sessions as rooms could tell them, and some as none would.</summary>
internal static class RandomRecords
{
    private static readonly string[] Outcomes = ["completed", "stopped", "rating", "red-flag", "no-answer", "limit", "device", "uncertain", "interrupted"];
    private static readonly string[] Reasons = ["", "the program is over", "you rated 9 – the place is locked", "„Schluß“ <b>&amp; 完</b>", "its process ended without a word"];
    private static readonly string[] Programs = ["compression", "short hold", "größer"];
    private static readonly string[] Profiles = ["sim-percussion-gun", "sim-ball", "x_1.2"];
    private static readonly RedFlagKind[] Flags = [RedFlagKind.Sharp, RedFlagKind.Numb, RedFlagKind.Radiating];

    public static ImmutableArray<SessionRecord> Of(Random random, int count) => [.. Enumerable.Range(0, count).Select(number => One(random, $"s-{number}"))];

    private static SessionRecord One(Random random, string session)
    {
        var area = Pick(random, [.. BodyAreas.All.Where(area => area.Locked is null)]);
        var began = new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero).AddTicks(random.NextInt64(TimeSpan.TicksPerDay * 300));
        var time = TimeSpan.FromMilliseconds(random.Next(1_200_000));
        var levels = random.Next(4) == 0 ? (int?)null : random.Next(1, 100);
        return new()
        {
            Session = session,
            Room = $"room {random.Next(9)}",
            Area = area.Id,
            Side = area.HasSides ? Pick(random, ["left", "right"]) : null,
            Program = Pick(random, Programs),
            Profile = random.Next(5) == 0 ? null : Pick(random, Profiles),
            Simulated = random.Next(2) == 0,
            Began = began,
            Ended = began + time,
            Outcome = Pick(random, Outcomes),
            Reason = Pick(random, Reasons),
            Reps = random.Next(8),
            Press = TimeSpan.FromMilliseconds(random.Next(360_001)),
            ConfirmedOff = random.Next(9) != 0,
            Levels = levels,
            HighestLevel = levels is { } most ? random.Next(most + 1) : null,
            HighestIntensity = random.Next(4) == 0 ? null : Math.Round(random.NextDouble() * 100, 2),
            HighestCap = random.Next(4) == 0 ? null : Math.Round(random.NextDouble() * 100, 2),
            Ratings = [.. Moments(random, time, random.Next(20)).Select(at => new RatingRecord(at, random.Next(Discomfort.Lowest, Discomfort.Highest + 1)))],
            Flags = [.. Moments(random, time, random.Next(3)).Select(at => new FlagRecord(at, Pick(random, Flags).Word()))],
            LeftOut = random.Next(9) == 0 ? random.Next(1_000) : 0,
        };
    }

    private static IEnumerable<TimeSpan> Moments(Random random, TimeSpan time, int count) =>
        Enumerable.Range(0, count).Select(_ => TimeSpan.FromMilliseconds(random.Next((int)time.TotalMilliseconds + 1))).Order();

    private static T Pick<T>(Random random, T[] all) => all[random.Next(all.Length)];
}
