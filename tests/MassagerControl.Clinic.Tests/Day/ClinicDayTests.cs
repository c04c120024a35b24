using MassagerControl.Runtime.Storage;

namespace MassagerControl.Tests.Clinic.Day;

/// <summary>A day of a clinic with everything that can go wrong in it: three silos, PostgreSQL and twelve rooms, each a process; hours go by in a moment between the rounds.</summary>
public sealed class ClinicDayTests(ITestOutputHelper output)
{
    private const int Rooms = 12;

    // So that the two hours between sessions at a place are over.
    private static readonly TimeSpan Gap = TimeSpan.FromMinutes(125);

    // What nobody settled by then counts.
    private static readonly TimeSpan Over = TimeSpan.FromMinutes(31);

    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    // A long day: CLINIC_DAY_ROUNDS=9 CLINIC_DAY_TRIES=10000.
    private static readonly int Rounds = Setting("CLINIC_DAY_ROUNDS", 3);
    private static readonly int Tries = Setting("CLINIC_DAY_TRIES", 1_000);

    [Fact]
    public async Task No_second_is_lost_or_counted_twice_no_session_is_interrupted_and_no_other_room_goes_over_a_budget()
    {
        await using var day = await ClinicDay.BeginAsync(Rooms);
        try
        {
            await LiveAsync(day);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException(day.Said, exception);
        }
    }

    private async Task LiveAsync(ClinicDay day)
    {
        var traffic = new DayTraffic(day.Rooms, day.Caller, day.Clock);
        var running = traffic.Run();
        var killed = 0;
        for (var round = 0; round < Rounds; round++)
        {
            traffic.Enough = (round + 1) * Tries / Rounds;
            traffic.Open();
            killed += await TroubleAsync(day, traffic, round);
            await TriesAsync(traffic);
            await traffic.RestAsync();
            Tell($"round {round}: {traffic.Figures}");
            day.Clock.Jump(Gap);
        }
        traffic.End();
        await Task.WhenAll(running);
        day.Clock.Jump(Over);
        await day.SettledAsync(Patience);

        Assert.Empty(traffic.Broken);
        var judge = await DayJudge.AfterAsync(day.Database, day.Rooms);
        Tell($"{judge.Sessions.Length} sessions in the rooms' books, {judge.Entries.Count()} in the clinic's, {killed} rooms killed in a session");
        Assert.True(judge.Sessions.Length >= traffic.Begun - killed, traffic.Figures);
        judge.Agree(traffic.Direct);
        judge.DosesAreTrue();
        judge.NoneWasInterrupted(killed);
        judge.EachWasWithinTheLimits();
        judge.NonePressedTwiceAtOnce();
    }

    /// <returns>How many rooms were killed in a session.</returns>
    private async Task<int> TroubleAsync(ClinicDay day, DayTraffic traffic, int round)
    {
        await Task.Delay(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        Tell($"silo {round % 3} is killed, room 0 is cut off");
        day.Rooms[0].Network!.Cut();
        await day.KillSiloAsync(round % 3);
        if (round % 3 == 2)
        {
            Tell("PostgreSQL is stopped");
            await day.Postgres.StopAsync();
            await Task.Delay(Outage, TestContext.Current.CancellationToken);
            await day.Postgres.StartAsync();
        }
        else
            await Task.Delay(TimeSpan.FromSeconds(8), TestContext.Current.CancellationToken);
        await day.StartSiloAsync(round % 3);
        day.Rooms[0].Network!.Mend();
        Tell("all is back");
        return round % 3 == 1 ? await KillARoomAsync(day.Rooms[1 + (round % (Rooms - 1))]) : 0;
    }

    /// <summary>Once it has pressed for a while.</summary>
    private static async Task<int> KillARoomAsync(RoomProcess room)
    {
        while (!room.Read(work => new SessionTable(work).Open().Any(open => new DoseTable(work).Find(open.Mark)?.Press > TimeSpan.FromSeconds(2))))
            await Task.Delay(20, TestContext.Current.CancellationToken);
        await room.KillAsync();
        var cut = room.Read(work => new SessionTable(work).Open().Length);
        await room.StartAsync();
        return cut;
    }

    private static async Task TriesAsync(DayTraffic traffic)
    {
        using var late = new CancellationTokenSource(Patience);
        while (traffic.Tries < traffic.Enough)
        {
            Assert.False(late.IsCancellationRequested, traffic.Figures);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    // A long day is watched.
    private void Tell(string line)
    {
        output.WriteLine(line);
        Console.Error.WriteLine($"{TimeProvider.System.GetUtcNow():HH:mm:ss} {line}");
    }

    private static int Setting(string name, int usual) => int.TryParse(Environment.GetEnvironmentVariable(name), out var said) ? said : usual;
}
