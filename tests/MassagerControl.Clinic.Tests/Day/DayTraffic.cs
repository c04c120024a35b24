using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using MassagerControl.Tests.Clinic.Http;
using MassagerControl.Tests.Clinic.Support;

namespace MassagerControl.Tests.Clinic.Day;

/// <summary>Where somebody is treated.</summary>
internal readonly record struct Spot(string Person, string Area, string Side);

/// <summary>What rooms do all day: sessions, and tries to have more of somebody than the limits allow.</summary>
/// <param name="caller">Calls the clinic with a room's token.</param>
internal sealed class DayTraffic(RoomProcess[] rooms, Func<string, ClinicCaller> caller, QuickClock clock)
{
    private const int People = 30;
    private const string Gun = "sim:sim-percussion-gun";
    private const string Ball = "sim:sim-vibration-ball";

    private static readonly string[] Areas = ["upper-trapezius", "between-blades", "blade-edge", "under-blade", "over-blade", "beside-spine", "lower-back", "above-waist"];
    private static readonly string[] Sides = ["left", "right"];

    // What a limit says is no news; what the clinic's silence does is none of a limit.
    private static readonly string[] Silences = ["without the clinic", "has not said", "does not answer", "cannot be reached", "be said again", "not known whether"];

    private readonly string[] _tokens = [.. rooms.Select(room => room.Token)];
    private readonly ConcurrentDictionary<Spot, int> _spent = [];
    private readonly ConcurrentDictionary<(int Room, Spot Spot), bool> _treated = [];
    private readonly ConcurrentDictionary<string, (string Person, TimeSpan Press)> _direct = [];
    private readonly ConcurrentQueue<string> _broken = [];
    private readonly ConcurrentDictionary<string, int> _refusals = [];
    private int _resting;
    private int _begun;
    private int _tries;
    private int _silent;
    private int _duels;
    private volatile bool _rest = true;
    private volatile bool _ends;

    /// <summary>Tries of another room to have a place that was spent, that were answered.</summary>
    public int Tries => Volatile.Read(ref _tries);

    /// <summary>With so many the rooms try less hard.</summary>
    public int Enough { get; set; }

    public int Begun => Volatile.Read(ref _begun);

    /// <summary>Sessions that a room only said to have had: name, whose and how long.</summary>
    public IReadOnlyDictionary<string, (string Person, TimeSpan Press)> Direct => _direct;

    /// <summary>What must not have happened.</summary>
    public ImmutableArray<string> Broken => [.. _broken];

    public string Figures =>
        $"{_begun} sessions began, {_duels} duels, {_tries} tries over the budget from another room, {_silent} starts or tries without the clinic; refused: "
        + string.Join(", ", _refusals.OrderByDescending(one => one.Value).Take(6).Select(one => $"{one.Value} × {one.Key}"));

    public Task[] Run() => [.. rooms.Select(room => Task.Run(() => TreatAsync(room))), .. rooms.Select(room => Task.Run(() => TryAsync(room)))];

    /// <summary>Rooms are open from here on.</summary>
    public void Open()
    {
        _spent.Clear();
        _rest = false;
    }

    /// <returns>Completes when no session is under way and none begins.</returns>
    public async Task RestAsync()
    {
        _rest = true;
        while (Volatile.Read(ref _resting) < rooms.Length)
            await Task.Delay(50, TestContext.Current.CancellationToken);
    }

    public void End() => _ends = true;

    private async Task TreatAsync(RoomProcess room)
    {
        var random = new Random(room.Number);
        while (!_ends)
        {
            if (_rest)
            {
                Interlocked.Increment(ref _resting);
                while (_rest && !_ends)
                    await Task.Delay(50);
                Interlocked.Decrement(ref _resting);
                continue;
            }
            var spot = Free(random);
            // A short one in real time, or a whole one in quick time.
            var speed = random.Next(3) == 0 ? 1 : 20;
            var rivals = random.Next(3) == 0 ? Duel(room, spot, random) : [];
            if (await BeginAsync(room, spot, speed) is { } session)
                await OverAsync(room, session);
            await Task.WhenAll(rivals);
        }
    }

    private Spot Free(Random random)
    {
        while (true)
        {
            var spot = new Spot($"p{random.Next(People)}", Areas[random.Next(Areas.Length)], Sides[random.Next(2)]);
            if (!_spent.ContainsKey(spot))
                return spot;
        }
    }

    /// <returns>The number of the session in its room; null where none began.</returns>
    private async Task<int?> BeginAsync(RoomProcess room, Spot spot, int speed)
    {
        var (status, body) = await AskAsync(room, spot, speed, Gun);
        if (status != HttpStatusCode.Created)
            return null;
        Take(room.Number, spot);
        Interlocked.Increment(ref _begun);
        return body.GetProperty("id").GetInt32();
    }

    private void Take(int room, Spot spot)
    {
        _treated[(room, spot)] = true;
        if (!_spent.TryAdd(spot, room))
            _broken.Enqueue($"{spot} began in room {room} and in room {_spent[spot]}");
    }

    private async Task<(HttpStatusCode? Status, JsonElement Body)> AskAsync(RoomProcess room, Spot spot, int speed, string device)
    {
        var length = speed == 1 ? ""","press":20,"reps":1""" : "";
        var order = $$"""
            {"program":"compression","device":"{{device}}","area":"{{spot.Area}}","side":"{{spot.Side}}","speed":{{speed}},"person":"steady","personId":"{{spot.Person}}","warmUp":false,"coolDown":false{{length}}}
            """;
        try
        {
            using var answer = await room.Phone.PostAsync("api/sessions", RoomProcess.Json(order));
            var body = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
            if (answer.StatusCode != HttpStatusCode.Created)
                Note(body);
            return (answer.StatusCode, body);
        }
        catch (Exception gone) when (gone is HttpRequestException or TaskCanceledException or JsonException)
        {
            // The room is killed, or starts.
            await Task.Delay(200);
            return (null, default);
        }
    }

    private void Note(JsonElement body)
    {
        foreach (var reason in Reasons(body))
            _refusals.AddOrUpdate(reason, 1, (_, count) => count + 1);
    }

    private static IEnumerable<string> Reasons(JsonElement body) => body.TryGetProperty("reasons", out var reasons)
        ? reasons.EnumerateArray().Take(1).Select(reason => string.Concat(reason.GetString()!.Where(letter => !char.IsAsciiDigit(letter))))
        : [body.ToString()];

    private static bool IsSilence(JsonElement body) => Silences.Any(silence => body.ToString().Contains(silence, StringComparison.Ordinal));

    private static async Task OverAsync(RoomProcess room, int session)
    {
        while (true)
        {
            try
            {
                var state = JsonElement.Parse(await room.Phone.GetStringAsync("api/state"));
                var found = state.GetProperty("sessions").EnumerateArray().Where(one => one.GetProperty("id").GetInt32() == session).ToArray();
                // After a restart there is none of this number.
                if (found is [] || found[0].GetProperty("over").GetBoolean())
                    return;
            }
            catch (Exception gone) when (gone is HttpRequestException or TaskCanceledException)
            {
                return;
            }
            await Task.Delay(150);
        }
    }

    /// <summary>Two other rooms want the same place at the same moment, past their own programs.</summary>
    private Task[] Duel(RoomProcess room, Spot spot, Random random)
    {
        Interlocked.Increment(ref _duels);
        return [.. Enumerable.Range(1, 2).Select(step => (room.Number + step) % rooms.Length).Select(other => RivalAsync(other, spot, random.Next(5, 61)))];
    }

    private async Task RivalAsync(int room, Spot spot, int seconds)
    {
        var session = $"duel-{Guid.NewGuid():N}";
        if (await ReserveAsync(room, spot, session, seconds) != HttpStatusCode.OK)
            return;
        Take(room, spot);
        _direct[session] = (spot.Person, TimeSpan.FromSeconds(seconds - 1));
        await AnsweredAsync(room, caller => caller.SettleAsync(spot.Person, session, seconds - 1));
    }

    private Task<HttpStatusCode> ReserveAsync(int room, Spot spot, string session, int seconds)
    {
        var until = clock.Now.AddMinutes(29);
        return AnsweredAsync(room, caller => caller.ReserveAsync(spot.Person, session, seconds, until, spot.Area, spot.Side));
    }

    /// <returns>The answer, however often it has to be asked for.</returns>
    private async Task<HttpStatusCode> AnsweredAsync(int room, Func<ClinicCaller, Task<(HttpStatusCode Status, System.Text.Json.Nodes.JsonNode? Body)>> call)
    {
        while (true)
        {
            try
            {
                using var one = caller(_tokens[room]);
                if ((await call(one)).Status is var status and not HttpStatusCode.ServiceUnavailable)
                    return status;
            }
            catch (Exception gone) when (gone is HttpRequestException or TaskCanceledException or IOException or JsonException)
            {
                // The silo is gone: another.
            }
            await Task.Delay(100);
        }
    }

    /// <summary>Wants whatever is spent elsewhere, half of it through the room's program and half past it.</summary>
    private async Task TryAsync(RoomProcess room)
    {
        var random = new Random(1000 + room.Number);
        while (!_ends)
        {
            var spent = _spent.Where(one => one.Value != room.Number && !_treated.ContainsKey((room.Number, one.Key))).Select(one => one.Key).ToArray();
            if (_rest || spent.Length == 0)
                await Task.Delay(100);
            else
                await TryAsync(room, spent[random.Next(spent.Length)], random);
        }
    }

    private async Task TryAsync(RoomProcess room, Spot spot, Random random)
    {
        if (random.Next(2) == 0)
            Judge(spot, room.Number, await ReserveAsync(room.Number, spot, $"try-{Guid.NewGuid():N}", random.Next(1, 61)), default);
        else if (await AskAsync(room, spot, 1, Ball) is { Status: { } status, Body: var body })
            Judge(spot, room.Number, status, body);
        await Task.Delay(Tries < Enough ? random.Next(5, 40) : 500);
    }

    private void Judge(Spot spot, int room, HttpStatusCode status, JsonElement body)
    {
        if (status is HttpStatusCode.Created or HttpStatusCode.OK)
            _broken.Enqueue($"{spot}, spent in room {_spent[spot]}, was given to room {room}");
        else if (status != HttpStatusCode.Conflict || (body.ValueKind == JsonValueKind.Object && IsSilence(body)))
            Interlocked.Increment(ref _silent);
        else
            Interlocked.Increment(ref _tries);
    }
}
