using MassagerControl.Core;
using MassagerControl.Core.Control;
using MassagerControl.Core.Sessions;
using MassagerControl.Core.Timing;
using MassagerControl.Runtime.Runs;

namespace MassagerControl.Tests.Support;

/// <summary>A session loop on virtual time with a recording massager and a living owner.</summary>
internal sealed class Bench : IDisposable
{
    private readonly ITimer _heartbeat;

    /// <param name="find">The engine of the transition table; the program's own when null.</param>
    public Bench(SessionPlan plan, FindRow? find = null)
    {
        Massager = new RecordingMassager(plan.Massager, Time);
        Loop = new SessionLoop(plan, Massager, Time, Events.Add, find ?? StatelessEngine.Shared.Find);
        _heartbeat = Time.CreateTimer(_ => Beat(), null, TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(300));
    }

    public VirtualTimeProvider Time { get; } = new();

    public RecordingMassager Massager { get; }

    public SessionLoop Loop { get; }

    public List<SessionEvent> Events { get; } = [];

    public bool OwnerAlive { get; set; } = true;

    public TimeSpan Now => Time.GetElapsedTime(0);

    public Session Session => Loop.Snapshot.Session;

    public static Bench Begun(SessionPlan plan)
    {
        var bench = new Bench(plan);
        bench.Post(new StartInput());
        bench.Post(new BeginInput());
        return bench;
    }

    public InputReply Post(SessionInput input)
    {
        var reply = Loop.PostAsync(input);
        Assert.True(reply.IsCompletedSuccessfully, "The loop applies an input on the thread that posts it.");
        return reply.Result;
    }

    public InputReply Rate(int value) => Post(new RatedInput(Discomfort.From(value), "test"));

    public void Advance(double seconds) => Time.Advance(TimeSpan.FromSeconds(seconds));

    /// <summary>Rates the given value early in every hold until the session is over.</summary>
    public SessionResult RunRating(Func<int, int?> ratingOfRep)
    {
        var rated = 0;
        for (var second = 0; second < 1_300 && !Loop.Completion.IsCompleted; second++)
        {
            Advance(1);
            if (Session.State == SessionState.Holding && Session.Rep != rated && ratingOfRep(rated = Session.Rep) is { } value)
                Rate(value);
        }
        return Result;
    }

    public SessionResult RunToEnd()
    {
        for (var i = 0; i < 3_000 && !Loop.Completion.IsCompleted; i++)
            Advance(1);
        return Result;
    }

    public SessionResult Result => Loop.Completion.IsCompleted
        ? Loop.Completion.GetAwaiter().GetResult()
        : throw new InvalidOperationException($"The session is still {Session.State}.");

    public IEnumerable<T> Told<T>()
        where T : SessionEvent => Events.OfType<T>();

    public void Dispose()
    {
        _heartbeat.Dispose();
        Loop.Dispose();
    }

    private void Beat()
    {
        if (OwnerAlive)
            Loop.RenewLease();
    }
}
