using MassagerControl.Core.Control;
using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.Runs;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Docs.Chains;

/// <summary>Follows one input through a session in virtual time, from its loop to the call of the massager.</summary>
/// <remarks>
/// What is only asked stands on no stack when the massager is called. So two more sessions are broken on purpose where it is asked: the exception
/// says by whom.
/// </remarks>
internal static class MachineTrace
{
    /// <param name="spoil">Makes what the action gives one that <see cref="OutputFollowing"/> or who it asks breaks on.</param>
    public static async Task<string[]> OfAsync(SessionInput input, Func<Session, Session> spoil)
    {
        var (asked, called) = Follow(input);
        return CallTrace.Joined([await BrokenAsync(new UnheardOf(), session => session), .. asked, await BrokenAsync(input, spoil), called]);
    }

    private static (List<string[]> Asked, string[] Called) Follow(SessionInput input)
    {
        var asked = new List<string[]>();
        string[]? called = null;
        var follows = false;
        using var bench = Pressing(delegation => Note(CallTrace.Asking(delegation)), session => session);
        bench.Massager.OnSet = _ => Called();
        bench.Massager.OnStop = Called;
        follows = true;
        bench.Post(input);
        return (asked, called ?? throw new InvalidOperationException("the massager was not called"));

        void Note(string[] trace)
        {
            if (follows && called is null)
                asked.Add(trace.From(nameof(SessionLoop)));
        }

        Task Called()
        {
            called ??= CallTrace.Here().From(nameof(SessionLoop));
            return Task.CompletedTask;
        }
    }

    private static async Task<string[]> BrokenAsync(SessionInput input, Func<Session, Session> spoil)
    {
        var follows = false;
        using var bench = Pressing(_ => { }, session => follows ? spoil(session) : session);
        follows = true;
        _ = bench.Loop.PostAsync(input);
        var told = await Assert.ThrowsAsync<InvalidOperationException>(() => bench.Loop.Completion);
        return CallTrace.Of(told.InnerException!).From(nameof(SessionLoop));
    }

    /// <summary>In the second press, at the second level: one that can go down.</summary>
    private static Bench Pressing(Action<Delegate> asked, Func<Session, Session> spoil)
    {
        var engine = new StatelessEngine(TransitionTable.Rows.Select(row => Watched(row, asked, spoil)));
        FindRow find = engine.Find;
        var bench = new Bench(Plans.Bare(band: Plans.Gentle), (session, trigger, input, now) =>
        {
            asked(find);
            return find(session, trigger, input, now);
        });
        bench.Post(new StartInput());
        bench.Post(new BeginInput());
        bench.Advance(10);
        bench.Rate(2);
        bench.Advance(30);
        Assert.Equal((SessionState.Holding, 40), (bench.Session.State, bench.Massager.Motor));
        return bench;
    }

    private static Transition Watched(Transition row, Action<Delegate> asked, Func<Session, Session> spoil) => row with
    {
        Guard = row.Guard is not { } guard ? null : new(guard.Text, (session, input, now) =>
        {
            asked(guard.Holds);
            return guard.Holds(session, input, now);
        }),
        Act = row.Act is not { } act ? null : (session, context) =>
        {
            asked(act);
            return spoil(act(session, context));
        },
    };

    private sealed record UnheardOf : SessionInput;
}
