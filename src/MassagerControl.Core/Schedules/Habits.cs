using System.Collections.Immutable;
using MassagerControl.Core.Safety;

namespace MassagerControl.Core.Schedules;

/// <summary>All habits that a reminder can be chosen for. None is chosen until a person does.</summary>
public static class Habits
{
    public const string MassageId = "massage";

    private const string Reduce = "How to Reduce Muscle Knot Pain With Massage";
    private const string ThreeWays = "3 Ways to Get Rid of Knots on the Back";
    private const string Techniques = "Techniques to Alleviate Upper Back Muscle Knots";

    public static ImmutableArray<Habit> All { get; } =
    [
        new()
        {
            Id = MassageId,
            Name = "massage",
            Line = "A massage, if you like.",
            Rhythm = HabitRhythm.TimesADay,
            Published = new(1, HardLimits.SessionsPerDay),
            Says = "three times a day at most",
            Source = Reduce,
            Allowed = new(1, HardLimits.SessionsPerDay),
            Usual = 1,
            LeastGap = HardLimits.SessionGap,
            HasPlace = true,
        },
        new()
        {
            Id = "stretch",
            Name = "stretching",
            Line = "A stretch, if you like.",
            Rhythm = HabitRhythm.TimesADay,
            Published = new(3, 5),
            Says = "three to five times a day",
            Source = ThreeWays,
            Allowed = new(1, 5),
            Usual = 3,
            LeastGap = TimeSpan.FromHours(1),
        },
        new()
        {
            Id = "strengthen",
            Name = "stretching and strength",
            Line = "Some exercises for strength today, if you like.",
            Rhythm = HabitRhythm.TimesAWeek,
            Published = new(3, 7),
            Says = "three times a week or more",
            Source = Techniques,
            Allowed = new(1, 7),
            Usual = 3,
        },
        new()
        {
            Id = "move",
            Name = "moving",
            Line = "Half an hour of moving today, if you like: swimming, for example.",
            Rhythm = HabitRhythm.TimesADay,
            Published = new(1, 1),
            Says = "about half an hour a day",
            Source = ThreeWays,
            Allowed = new(1, 1),
            Usual = 1,
        },
        new()
        {
            Id = "posture",
            Name = "standing up",
            Line = "You may have sat for a while: stand up, walk a little, stretch.",
            Rhythm = HabitRhythm.MinutesApart,
            Published = new(60, 60),
            Says = "about every hour at a desk",
            Source = ThreeWays,
            Allowed = new(30, 240),
            Usual = 60,
        },
    ];

    /// <returns>Null when there is no such habit.</returns>
    public static Habit? Find(string id) => All.FirstOrDefault(habit => habit.Id == id);
}
