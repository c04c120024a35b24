using System.Collections.Concurrent;
using System.Reflection;
using MassagerControl.Core;
using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.Events;
using MassagerControl.Runtime.Runs;
using MassagerControl.Tests.Core.Sessions;
using MassagerControl.Tests.Support;
using Stateless;

namespace MassagerControl.Tests.Runtime.Runs;

/// <summary>The engine of the program, the Stateless package, takes the row that the table's own index takes, always; the index is the judge.</summary>
public sealed class StatelessEngineTests(ITestOutputHelper output)
{
    private const int RandomSessions = 1_000;

    [Fact]
    public void Every_state_trigger_and_guard_outcome_takes_the_same_row()
    {
        var outcomes = new GuardOutcomes();
        var rows = outcomes.Of(TransitionTable.Rows);
        FindRow builtIn = new RowIndex(rows).Find, stateless = new StatelessEngine(rows).Find;
        var (same, conflicts) = (0, 0);
        foreach (var state in StateTree.Leaves)
            foreach (var trigger in Enum.GetValues<SessionTrigger>())
                foreach (var _ in outcomes.Every(state, trigger))
                {
                    var answer = GuardOutcomes.Answer(stateless, state, trigger);
                    if (outcomes.IsConflict(state, trigger))
                    {
                        Assert.Equal("no answer", answer);
                        conflicts++;
                        continue;
                    }
                    Assert.Equal(GuardOutcomes.Answer(builtIn, state, trigger), answer);
                    same++;
                }

        output.WriteLine($"{same} outcomes with the same row, {conflicts} impossible ones refused");
        Assert.True(same > StateTree.Leaves.Count() * Enum.GetValues<SessionTrigger>().Length, $"only {same} outcomes were compared");
    }

    [Fact]
    public void Whole_random_sessions_have_the_same_log()
    {
        var visited = new HashSet<SessionState>();
        for (var seed = 1; seed <= RandomSessions; seed++)
        {
            using var stateless = new RandomSession(seed, StatelessEngine.Shared.Find);
            using var builtIn = new RandomSession(seed, TransitionTable.Find);
            stateless.Run();
            builtIn.Run();
            Assert.True(stateless.Violations.Count == 0, $"seed {seed}: {string.Join("; ", stateless.Violations)}");
            Assert.Equal(builtIn.Events.Select(EventLine.Of), stateless.Events.Select(EventLine.Of));
            visited.UnionWith(stateless.Visited);
        }

        Assert.Equal(StateTree.Leaves.Where(state => state != SessionState.Idle).Order(), visited.Order());
    }

    [Fact]
    public void A_guard_that_throws_leaves_nothing_behind_that_could_come_before_a_stop()
    {
        var broken = TransitionTable.Rows.Select(row => row.Trigger == SessionTrigger.Pause && row.From == SessionState.Running
            ? row with { Guard = new("broken", (_, _, _) => throw new TimeoutException("broken")) }
            : row);
        var engine = new StatelessEngine(broken);
        var session = Session.For(Plans.Bare()) with { State = SessionState.Holding };

        Assert.Throws<TimeoutException>(() => engine.Find(session, SessionTrigger.Pause, new PauseInput("test"), TimeSpan.Zero));
        var stop = engine.Find(session, SessionTrigger.Stop, new StopInput("test"), TimeSpan.Zero);

        Assert.Equal(SessionState.Stopping, stop.To);
    }

    [Fact]
    public void Threads_that_ask_at_once_get_their_own_answers()
    {
        const int Rounds = 200;
        SessionInput[] inputs = [new StopInput("test"), new PauseInput("test"), new RatedInput(Discomfort.From(8), "test"), new ResumeInput("test")];
        // A new engine for each round: its first calls are the ones that could meet in something not made yet.
        for (var round = 0; round < Rounds; round++)
        {
            var engine = new StatelessEngine(TransitionTable.Rows);
            using var together = new Barrier(inputs.Length);
            var wrong = new ConcurrentQueue<string>();
            var threads = inputs.Select(input => new Thread(() =>
            {
                together.SignalAndWait();
                foreach (var state in StateTree.Leaves)
                    Compare(engine, state, input, wrong.Enqueue);
            })).ToList();
            threads.ForEach(thread => thread.Start());
            threads.ForEach(thread => thread.Join());
            Assert.Empty(wrong);
        }
    }

    [Fact]
    public void Every_asynchronous_fire_of_the_package_is_banned()
    {
        var banned = File.ReadAllLines(Repository.PathOf("BannedSymbols.txt"))
            .Where(line => line.StartsWith("M:Stateless.", StringComparison.Ordinal))
            .Select(line => line.Split(';')[0]);

        Assert.Equal(
            typeof(StateMachine<,>).GetMethods().Where(method => method.Name.EndsWith("FireAsync", StringComparison.Ordinal)).Select(DocumentationId).Order(StringComparer.Ordinal),
            banned.Order(StringComparer.Ordinal));
    }

    private static void Compare(StatelessEngine engine, SessionState state, SessionInput input, Action<string> wrong)
    {
        var session = Session.For(Plans.Bare()) with { State = state };
        var (answer, expected) = (Answer(engine.Find, session, input), Answer(TransitionTable.Find, session, input));
        if (answer != expected)
            wrong($"{state} {input}: {answer}, not {expected}");
    }

    // On a thread of its own: what is thrown there is the test's finding, not the end of the process.
    private static string Answer(FindRow find, Session session, SessionInput input)
    {
        try
        {
            return $"{find(session, TriggerSorting.Sort(session, input, TimeSpan.Zero), input, TimeSpan.Zero)}";
        }
        catch (InvalidOperationException exception)
        {
            return exception.Message;
        }
    }

    /// <summary>As the compiler names it: generic parameters by number, the package's nested generic types with the machine's own.</summary>
    private static string DocumentationId(MethodInfo method)
    {
        var arity = method.IsGenericMethod ? $"``{method.GetGenericArguments().Length}" : "";
        return $"M:Stateless.StateMachine`2.{method.Name}{arity}({string.Join(',', method.GetParameters().Select(parameter => Name(parameter.ParameterType)))})";
    }

    private static string Name(Type type)
    {
        if (type.IsArray)
            return Name(type.GetElementType()!) + "[]";
        if (type.IsGenericParameter)
            return (type.IsGenericMethodParameter ? "``" : "`") + type.GenericParameterPosition;
        if (!type.IsNested)
            return type.FullName!;
        var own = type.GetGenericArguments().Skip(2).Select(Name).ToArray();
        return $"Stateless.StateMachine{{`0,`1}}.{type.Name.Split('`')[0]}{(own.Length == 0 ? "" : $"{{{string.Join(',', own)}}}")}";
    }
}
