using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Screening;
using MassagerControl.Runtime.Intake;
using MassagerControl.Runtime.People;
using MassagerControl.Runtime.Runs;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Runtime.History;

/// <summary>A folder of invented sessions, to look at: the intake, the law and the simulator ran them, with a person who is simulated and a clock that is. Nobody's.</summary>
/// <remarks>What the place is said to feel like before and after is a seeded walk without a direction: it shows what a chart looks like, not what a massage does.</remarks>
public sealed class DemoHistory : IDisposable
{
    private const int Seed = 7;
    private const int Weeks = 6;
    private static readonly SimulatedPersonModel[] People = [SimulatedPersonModel.Steady, SimulatedPersonModel.Habituating, SimulatedPersonModel.Spiky, SimulatedPersonModel.Sensitive];
    private static readonly TimeSpan Evening = TimeSpan.FromHours(18);

    // The check-in refuses 8 and more.
    private const int Least = 2;
    private const int Most = 7;

    private readonly IntakeParts _parts;
    private readonly DemoClock _clock;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("massager-demo-");
    private readonly Random _random = new(Seed);
    private int _session;

    private DemoHistory(IntakeParts parts)
    {
        _clock = new(parts.Clock.Wall.GetUtcNow().AddDays(-7 * Weeks), parts.Clock.Wall.LocalTimeZone);
        _parts = parts with { Clock = new(_clock, () => null) };
    }

    public string Folder => _folder.FullName;

    /// <param name="parts">Its clock says when the last session was: yesterday.</param>
    /// <exception cref="StoreException">The temporary folder cannot be written.</exception>
    public static async Task<DemoHistory> MakeAsync(IntakeParts parts)
    {
        var demo = new DemoHistory(parts);
        try
        {
            await demo.RunAsync().ConfigureAwait(false);
            return demo;
        }
        catch
        {
            demo.Dispose();
            throw;
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task RunAsync()
    {
        var (shoulder, back) = (new DemoPlace("upper-trapezius", "right", 6), new DemoPlace("lower-back", "left", 5));
        var end = _parts.Clock.Wall.GetUtcNow().AddDays(7 * Weeks);
        for (var day = 0; _clock.GetUtcNow() < end; day += 1 + _random.Next(4))
        {
            _clock.ToTime(day, Evening + TimeSpan.FromMinutes(_random.Next(180)));
            if (_clock.GetUtcNow() >= end.AddHours(-12))
                break;
            await VisitAsync(day % 3 == 2 ? back : shoulder).ConfigureAwait(false);
        }
    }

    private async Task VisitAsync(DemoPlace place)
    {
        var before = Discomfort.From(Math.Clamp(place.Pain + _random.Next(-1, 2), Least, Most));
        var after = Discomfort.From(Math.Clamp(before.Value + _random.Next(-3, 3), Discomfort.Lowest, Discomfort.Highest));
        place.Pain = after.Value + _random.Next(-1, 3);
        if (new SessionIntake(_parts with { AskCheckIn = subject => Answers(subject, before) }).Admit(Order(place)) is not Admitted { Setup: var setup })
            return;
        using var sessions = setup.Keeping!.Sessions;
        var (open, _) = await OpenSession.OpenAsync(setup, screen: false, TimeProvider.System).ConfigureAwait(false);
        if (open is null)
            return;
        await using (open.ConfigureAwait(false))
        {
            var run = open.Begin(new(null, null));
            var end = await new SessionHost().RunAsync(run).ConfigureAwait(false);
            _clock.Pass(run.Snapshot.At);
            if (open.Close(end) is { } problem)
                throw new StoreException(problem);
            PainAfter.Keep(Folder, open.Kept!.Value, after, _clock);
        }
    }

    private SessionOrder Order(DemoPlace place) => new()
    {
        Program = "compression",
        Device = "sim:sim-percussion-gun",
        Area = place.Area,
        Side = place.Side,
        Person = People[++_session % People.Length],
        Seed = _session,
        Speed = new(null),
        Data = Folder,
        AsksOnSimulator = true,
        Profiles = Path.Combine(Folder, "profiles"),
    };

    /// <summary>Of somebody whom nothing else ails.</summary>
    private static ImmutableDictionary<string, CheckInAnswer>? Answers(CheckInSubject subject, Discomfort pain)
    {
        var interview = new CheckInInterview(subject);
        while (interview.End is null)
            interview = interview.Next(interview.Page switch
            {
                ListPage => new NoneOfThese(),
                SinglePage { Question.Answer: AnswerKind.Rating } => new GiveAnswer(new SaidRating(pain)),
                SinglePage => new GiveAnswer(CheckInAnswer.No),
                _ => new GoOn(),
            });
        return interview.End == CheckInEnd.Done ? interview.Answers : null;
    }

    private sealed class DemoPlace(string area, string side, int pain)
    {
        public string Area => area;

        public string Side => side;

        public int Pain { get; set; } = pain;
    }

    /// <summary>A wall clock that stands still until it is moved.</summary>
    private sealed class DemoClock(DateTimeOffset start, TimeZoneInfo zone) : TimeProvider
    {
        private readonly DateTime _firstDay = TimeZoneInfo.ConvertTime(start, zone).Date;
        private DateTimeOffset _now = start;

        public override TimeZoneInfo LocalTimeZone => zone;

        public override DateTimeOffset GetUtcNow() => _now;

        public void Pass(TimeSpan time) => _now += time;

        /// <param name="day">Since the first one.</param>
        public void ToTime(int day, TimeSpan time)
        {
            var local = _firstDay.AddDays(day) + time;
            _now = new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
        }
    }
}
