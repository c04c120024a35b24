using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace MassagerControl.Tests.Runtime.Clinics;

/// <summary>What a clinic does with one request.</summary>
internal enum ClinicMood
{
    Answers,

    /// <summary>It never answers.</summary>
    Hangs,

    /// <summary>It does what is asked, and the answer is lost.</summary>
    LosesTheAnswer,

    /// <summary>It does what is asked, and never answers.</summary>
    ActsAndHangs,

    /// <summary>The request is lost.</summary>
    LosesTheRequest,

    Fails,

    /// <summary>It speaks another version of the protocol.</summary>
    SpeaksAnother,
}

/// <summary>A clinic by hand, over HTTP as the real one: it keeps what it was told, and its answers can be lost.</summary>
internal sealed class FakeClinic : IAsyncDisposable
{
    public const string Token = "ROOM.secret";
    public const string Code = "ABCD-EFGH";

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, ConcurrentQueue<ClinicMood>> _moods = [];
    private readonly ConcurrentDictionary<string, ClinicMood> _usual = [];
    private readonly Lock _gate = new();
    private readonly Dictionary<string, FakeBooking> _bookings = [];
    private readonly Dictionary<string, (string Person, string Allowance, double Seconds)> _allowed = [];
    private readonly List<string> _requests = [];
    private readonly List<string> _hanging = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _stop;

    private FakeClinic(int port, X509Certificate2? certificate)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            if (certificate is not null)
                listen.UseHttps(certificate);
        }));
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public Uri Address { get; private set; } = null!;

    /// <summary>Of its own clock.</summary>
    public TimeSpan Ahead { get; set; }

    /// <summary>What it says of its version; null for nothing.</summary>
    public string? Version { get; set; } = "1";

    /// <summary>Whom it has deleted.</summary>
    public string[] Deleted { get; set; } = ["nobody"];

    /// <summary>Reasons against every reservation.</summary>
    public string[] Against { get; set; } = [];

    /// <summary>What it says before a session, but for what it counts.</summary>
    public string Forecast { get; set; } = """{"firstInArea":false,"dayRoom":1080,"reasons":[],"checkIns":[]}""";

    /// <summary>What the room may give without it, as JSON.</summary>
    public string Allowances { get; set; } = "[]";

    /// <summary>What rooms had without it, by the name of the session.</summary>
    public IReadOnlyDictionary<string, (string Person, string Allowance, double Seconds)> Allowed
    {
        get
        {
            lock (_gate)
                return _allowed.ToDictionary();
        }
    }

    public static async Task<FakeClinic> StartAsync(int port = 0, X509Certificate2? certificate = null)
    {
        var clinic = new FakeClinic(port, certificate);
        await clinic._app.StartAsync(TestContext.Current.CancellationToken);
        clinic.Address = new(clinic._app.Urls.First() + "/");
        return clinic;
    }

    /// <summary>What it does with requests of a kind from now on, where nothing else is said for the next.</summary>
    public void Be(string kind, ClinicMood mood) => _usual[kind] = mood;

    /// <summary>What it does with the next requests of a kind.</summary>
    public void BeOnce(string kind, params ReadOnlySpan<ClinicMood> moods)
    {
        foreach (var mood in moods)
            _moods.GetOrAdd(kind, _ => new()).Enqueue(mood);
    }

    public IReadOnlyList<FakeBooking> Bookings
    {
        get
        {
            lock (_gate)
                return [.. _bookings.Values];
        }
    }

    /// <summary>Path and body of everything that was asked and done, in order.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_gate)
                return [.. _requests];
        }
    }

    /// <summary>The kinds of requests that were let hang.</summary>
    public IReadOnlyList<string> Hanging
    {
        get
        {
            lock (_gate)
                return [.. _hanging];
        }
    }

    /// <summary>STOP from the desk.</summary>
    public void Stop()
    {
        lock (_gate)
            _stop++;
        Tell();
    }

    /// <returns>Completes when it is so.</returns>
    public async Task UntilAsync(Func<FakeClinic, bool> holds)
    {
        while (true)
        {
            var changed = _changed.Task;
            if (holds(this))
                return;
            await changed.WaitAsync(TestContext.Current.CancellationToken);
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private void Tell() => Interlocked.Exchange(ref _changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    private async Task AnswerAsync(HttpContext http)
    {
        var kind = http.Request.Path.Value!.Split('/')[^1];
        http.Response.Headers.Date = (DateTimeOffset.UtcNow + Ahead).ToString("R", CultureInfo.InvariantCulture);
        if (Version is not null)
            http.Response.Headers["Massager-Protocol"] = Version;
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync(http.RequestAborted);
        var mood = _moods.TryGetValue(kind, out var next) && next.TryDequeue(out var once) ? once : _usual.GetValueOrDefault(kind, ClinicMood.Answers);
        if (mood == ClinicMood.Hangs)
            await HangAsync(http, kind);
        if (mood is ClinicMood.LosesTheRequest or ClinicMood.Hangs)
        {
            http.Abort();
            return;
        }
        var (status, json) = mood == ClinicMood.Fails ? (500, """{"detail":"the clinic cannot do this now"}""")
            : mood == ClinicMood.SpeaksAnother ? (426, """{"detail":"update massager in the room"}""")
            : await ActAsync(http, kind, body);
        if (mood == ClinicMood.ActsAndHangs)
            await HangAsync(http, kind);
        if (mood is ClinicMood.LosesTheAnswer or ClinicMood.ActsAndHangs)
        {
            http.Abort();
            return;
        }
        http.Response.StatusCode = status;
        await http.Response.WriteAsync(json);
    }

    private async Task HangAsync(HttpContext http, string kind)
    {
        lock (_gate)
            _hanging.Add(kind);
        Tell();
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
    }

    private async Task<(int Status, string Json)> ActAsync(HttpContext http, string kind, string body)
    {
        if (kind == "enrol")
            return body.Contains(Code, StringComparison.Ordinal) ? (200, $$"""{"name":"room 1","role":"room","token":"{{Token}}"}""") : (403, """{"detail":"there is no such code"}""");
        if (http.Request.Headers.Authorization != $"Bearer {Token}")
            return (401, """{"detail":"this key is not known here"}""");
        if (kind == "stops")
            return (200, await StopsAsync(http));
        lock (_gate)
            _requests.Add($"{http.Request.Path} {body}");
        var answer = kind switch
        {
            "forecast" => (200, Forecast),
            "reserve" => Reserve(http.Request.Path, JsonElement.Parse(body)),
            "settle" => Settle(JsonElement.Parse(body)),
            "allowances" => (200, $$"""{"allowances":{{Allowances}}}"""),
            "allowed" => Allow(http.Request.Path, JsonElement.Parse(body)),
            "state" => (200, $$"""{"stop":{{Stopped(0)}}}"""),
            "deleted" => (200, $$"""{"people":["{{string.Join("\",\"", Deleted)}}"]}"""),
            _ => (200, "{}"),
        };
        Tell();
        return answer;
    }

    private async Task<string> StopsAsync(HttpContext http)
    {
        var after = long.Parse(http.Request.Query["after"]!, CultureInfo.InvariantCulture);
        while (true)
        {
            var changed = _changed.Task;
            if (Stopped(after) is var stop && stop != "null")
                return $$"""{"stop":{{stop}}}""";
            await changed.WaitAsync(http.RequestAborted);
        }
    }

    private string Stopped(long after)
    {
        lock (_gate)
            return _stop > after ? $$"""{"number":{{_stop}},"by":"desk","at":"2026-03-01T12:00:00Z"}""" : "null";
    }

    private (int Status, string Json) Reserve(string path, JsonElement body)
    {
        var asked = new FakeBooking(
            body.GetProperty("session").GetString()!, path.Split('/')[^2], body.GetProperty("area").GetString()!, body.GetProperty("seconds").GetDouble(),
            body.GetProperty("until").GetDateTimeOffset(), null);
        lock (_gate)
        {
            if (_bookings.TryGetValue(asked.Session, out var known))
                return known with { Settled = null } == asked ? (200, "{}") : (422, """{"reasons":["another session was reserved under this id"]}""");
            if (Against.Length > 0)
                return (409, $$"""{"reasons":["{{string.Join("\",\"", Against)}}"]}""");
            if (_bookings.Values.Any(one => one.Person == asked.Person && one.Area == asked.Area && one.Settled != 0))
                return (409, """{"reasons":["a session here is under way"]}""");
            _bookings.Add(asked.Session, asked);
            return (200, "{}");
        }
    }

    private (int Status, string Json) Allow(string path, JsonElement body)
    {
        var (session, press) = (body.GetProperty("session").GetString()!, body.GetProperty("seconds").GetDouble());
        lock (_gate)
            return _allowed.TryAdd(session, (path.Split('/')[^2], body.GetProperty("allowance").GetString()!, press)) || _allowed[session].Seconds == press
                ? (200, "{}")
                : (422, """{"reasons":["another session is kept under this id"]}""");
    }

    private (int Status, string Json) Settle(JsonElement body)
    {
        var (session, press) = (body.GetProperty("session").GetString()!, body.GetProperty("seconds").GetDouble());
        lock (_gate)
        {
            if (!_bookings.TryGetValue(session, out var known))
                return (422, """{"reasons":["no such session was reserved"]}""");
            if (known.Settled is { } before && before != press)
                return (422, """{"reasons":["this session was settled before"]}""");
            _bookings[session] = known with { Settled = press };
            return (200, "{}");
        }
    }
}

/// <summary>A session that a room reserved.</summary>
/// <param name="Settled">Seconds; null while nobody has said.</param>
internal sealed record FakeBooking(string Session, string Person, string Area, double Planned, DateTimeOffset Until, double? Settled);
