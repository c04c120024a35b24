using System.Text.Json;

namespace MassagerControl.Tests.Clinic.Day;

/// <summary>A backup is put back: what was written after it is gone from the database, and not from the rooms.</summary>
public sealed class RestoreTests
{
    private const string Press = ""","press":20,"reps":1""";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task What_the_database_lost_the_rooms_say_again_before_anybody_is_granted_more()
    {
        await using var day = await ClinicDay.BeginAsync(3);
        try
        {
            await UntilBegunAsync(day.Rooms[1], "before", speed: 20);
            await UntilOverAsync(day.Rooms[1]);
            await day.SettledAsync(Patience);
            await day.StopAllAsync();
            day.Postgres.Keep();
            await day.StartAllAsync();

            // Settled after the backup, and under way while it is put back.
            await UntilBegunAsync(day.Rooms[1], "after", speed: 20);
            await UntilOverAsync(day.Rooms[1]);
            await day.SettledAsync(Patience);
            await UntilBegunAsync(day.Rooms[2], "during", speed: 1);
            await day.StopAllAsync();
            day.Postgres.PutBack();
            await day.StartAllAsync();

            // Nothing at all is granted at first, and then nothing that was had.
            await UntilBegunAsync(day.Rooms[1], "somebody-else", speed: 20);
            Assert.Contains("less than 2 hours ago", await RefusedAsync(day.Rooms[0], "before"), StringComparison.Ordinal);
            Assert.Contains("less than 2 hours ago", await RefusedAsync(day.Rooms[0], "after"), StringComparison.Ordinal);
            Assert.NotEmpty(await RefusedAsync(day.Rooms[0], "during"));

            await UntilOverAsync(day.Rooms[1]);
            await UntilOverAsync(day.Rooms[2]);
            await day.SettledAsync(Patience);
            var judge = await DayJudge.AfterAsync(day.Database, day.Rooms);
            Assert.Equal(4, judge.Sessions.Length);
            judge.Agree(new Dictionary<string, (string, TimeSpan)>());
            judge.NoneWasInterrupted(0);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException(day.Said, exception);
        }
    }

    private static async Task UntilBegunAsync(RoomProcess room, string person, int speed)
    {
        using var late = new CancellationTokenSource(Patience);
        while (await AskAsync(room, person, speed) is { } reasons)
        {
            Assert.False(late.IsCancellationRequested, reasons);
            await Task.Delay(500, TestContext.Current.CancellationToken);
        }
    }

    private static async Task<string> RefusedAsync(RoomProcess room, string person)
    {
        var reasons = await AskAsync(room, person, 1);
        Assert.NotNull(reasons);
        return reasons;
    }

    /// <returns>Why no session begins; null where one does.</returns>
    private static async Task<string?> AskAsync(RoomProcess room, string person, int speed)
    {
        var order = $$"""
            {"program":"compression","device":"sim:sim-percussion-gun","area":"between-blades","side":"left","speed":{{speed}},"person":"steady","personId":"{{person}}","warmUp":false,"coolDown":false{{Press}}}
            """;
        using var answer = await room.Phone.PostAsync("api/sessions", RoomProcess.Json(order));
        return answer.IsSuccessStatusCode ? null : await answer.Content.ReadAsStringAsync();
    }

    private static async Task UntilOverAsync(RoomProcess room)
    {
        while (JsonElement.Parse(await room.Phone.GetStringAsync("api/state")).GetProperty("sessions").EnumerateArray().Any(session => !session.GetProperty("over").GetBoolean()))
            await Task.Delay(200, TestContext.Current.CancellationToken);
    }
}
