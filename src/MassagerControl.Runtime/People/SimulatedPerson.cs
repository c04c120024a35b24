using MassagerControl.Core;
using MassagerControl.Core.Control;
using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.Runs;

namespace MassagerControl.Runtime.People;

/// <summary>A person for the simulator: feels what the motor delivers and answers when asked for a rating. Same seed, same answers.</summary>
/// <remarks>
/// <see cref="Feel"/> and <see cref="See"/> may be called from any thread and return at once; answers are posted from a timer of the time provider,
/// with the source <c>person</c>. docs/simulated-people.md states the formula.
/// </remarks>
public sealed class SimulatedPerson : IDisposable
{
    /// <summary>The source that the answers carry.</summary>
    public const string Source = "person";

    private const int ShortestReactionMilliseconds = 700;
    private const int LongestReactionMilliseconds = 2500;

    // A spike shows a passing peak, not a reason to end the session: it stays below 9.
    private const int HighestSpike = 8;

    private readonly object _gate = new();
    private readonly SimulatedPersonSensation _sensation = new();
    private readonly SimulatedPersonTraits? _traits;
    private readonly Random _random;
    private readonly TimeProvider _time;
    private readonly Action<SessionInput> _post;
    private readonly ITimer _answer;
    private readonly double _offset;
    private long _passedTo;
    private Question? _question;
    private Question? _rated;
    private double _feltWhenAsked;
    private bool _spiked;

    public SimulatedPerson(SimulatedPersonModel model, int seed, TimeProvider time, Action<SessionInput> post)
    {
        (_traits, _time, _post) = (SimulatedPersonTraits.Of(model), time, post);
        _random = new Random(seed);
        _offset = (2 * _random.NextDouble() - 1) * (_traits?.Spread ?? 0);
        _passedTo = time.GetTimestamp();
        _answer = time.CreateTimer(_ => Answer(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A person who lies under the device of a session.</summary>
    public static SessionCompanion For(SimulatedPersonModel model) => session =>
    {
        var person = new SimulatedPerson(model, session.Plan.Seed ?? 0, session.Time, input => session.PostTogether([input]));
        session.Changed += person.See;
        // A device in another process tells nobody what its motor delivers: the person feels what it has accepted.
        if (session.Motor is { } motor)
            motor.Delivers += person.Feel;
        else
            session.Changed += snapshot => person.Feel(snapshot.Session.Output?.Intensity ?? Intensity.Zero);
        return person;
    };

    /// <summary>The motor delivers this from now on.</summary>
    public void Feel(Intensity delivered)
    {
        lock (_gate)
        {
            PassTime();
            _sensation.Deliver(delivered);
        }
    }

    /// <summary>Looks at the session: a new question is answered after the person's reaction time.</summary>
    public void See(SessionSnapshot snapshot)
    {
        var asked = Question.In(snapshot.Session);
        lock (_gate)
        {
            if (asked == _question)
                return;
            _question = asked;
            if (asked is null || _traits is null || asked == _rated)
                return;
            PassTime();
            _feltWhenAsked = _sensation.Felt;
            var reaction = _random.Next(ShortestReactionMilliseconds, LongestReactionMilliseconds + 1);
            _answer.Change(TimeSpan.FromMilliseconds(reaction), Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => _answer.Dispose();

    private void Answer()
    {
        Discomfort rating;
        lock (_gate)
        {
            if (_question is not { } question)
                return;
            // A press is rated once, even when an interruption opens its prompt again; a pause asks anew each time.
            _rated = question.InPause ? _rated : question;
            PassTime();
            rating = Rate(question, _traits!);
        }
        _post(new RatedInput(rating, Source));
    }

    private Discomfort Rate(Question question, SimulatedPersonTraits traits)
    {
        var felt = question.InPause ? 0 : Math.Max(_feltWhenAsked, _sensation.MotorRuns ? _sensation.Felt : _sensation.Remembered);
        var strength = traits.Base + _offset + traits.Slope * felt - traits.Relief * Math.Min(_sensation.UsedTo, felt);
        var rating = (int)Math.Round(strength, MidpointRounding.AwayFromZero);
        if (felt > 0)
            rating = Spike(rating, traits.SpikeChance);
        return Discomfort.From(Math.Clamp(rating, Discomfort.Lowest, Discomfort.Highest));
    }

    private int Spike(int rating, double chance)
    {
        var (roll, height) = (_random.NextDouble(), _random.Next(2, 4));
        _spiked = !_spiked && roll < chance;
        return _spiked ? Math.Max(rating, Math.Min(HighestSpike, rating + height)) : rating;
    }

    private void PassTime()
    {
        var now = _time.GetTimestamp();
        _sensation.Pass(_time.GetElapsedTime(_passedTo, now));
        _passedTo = now;
    }

    /// <summary>What makes one open prompt differ from the next.</summary>
    private sealed record Question(int Step, int Rep, PauseReason Pause)
    {
        public bool InPause => Pause != PauseReason.None;

        public static Question? In(Session session) => session.PromptOpen
            ? new(session.StepIndex, session.Rep, session.State == SessionState.Paused ? session.Pause : PauseReason.None)
            : null;
    }
}
