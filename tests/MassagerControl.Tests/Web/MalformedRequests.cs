using System.Text;

namespace MassagerControl.Tests.Web;

/// <summary>Requests that are wrong in at least one way, the same ones for the same seed.</summary>
internal sealed class MalformedRequests(int seed, (string Method, string Path)[] calls)
{
    private const string Letters = "abcXYZ019-_.~!$&'()*,;=:@%+<>{}|^` \"\\";

    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "STOP", "get", "M-SEARCH"];

    // STOP takes any body: that it cannot be read is no reason not to stop.
    private static readonly string[] Bodies = ["/api/pair", "/api/check-in", "/api/sessions", "/api/inputs", "/api/codes", "/api/plan", "/api/history/1/note"];

    private static readonly string[] BadJson =
    [
        "", "null", "[]", "0", "\"STOP\"", "{", "}", "{\"", "{\"a\":", "{\"program\":\"compression\"", "{\"program\":null}", "{\"program\":[\"compression\"]}", "{\"code\":7,\"name\":7}",
        "{\"kind\":\"rating\"}", "{\"kind\":\"rating\",\"value\":0}", "{\"kind\":\"rating\",\"value\":11}", "{\"kind\":\"rating\",\"value\":6.5}", "{\"kind\":\"rating\",\"value\":1e99}",
        "{\"kind\":\"RATING\",\"value\":6}", "{\"kind\":\"stop\",\"kind\":\"pause\"}", "{\"kind\":\"pause\",\"session\":-1}", "{\"kind\":\"pause\",\"session\":99999999999}", "{\"kind\":\"pause\",\"session\":1}",
        "{\"role\":\"admin\"}", "{\"role\":\"control\",\"role\":\"control\"}", "{\"role\":\"control\",\"more\":1}", "{\"role\":true}",
        "{\"program\":\"compression\",\"speed\":-1}", "{\"program\":\"compression\",\"speed\":\"NaN\"}", "{\"program\":\"compression\",\"press\":1e308}", "{\"program\":\"compression\",\"reps\":100}",
        "{\"program\":\"compression\",\"checkIn\":[\"mark:0x1\"]}", "{\"program\":\"compression\",\"checkIn\":\"none\"}", "{\"program\":\"../../etc/passwd\"}", "{\"program\":\"compression\",\"device\":\"socket:/dev/zero\"}",
        "{\"area\":\"head\",\"moves\":[\"fly\"]}", "{\"area\":\"nowhere\",\"moves\":[]}", "{\"area\":\"upper-trapezius\"}", "{\"area\":\"upper-trapezius\",\"side\":\"up\",\"moves\":[]}",
        "{\"code\":\"\",\"name\":\"\"}", "{\"code\":\"AAAA-AAAA\",\"name\":\"\\ud800\"}", "{// no\n}", "{\"a\":1,}", "<xml/>", "code=AAAA-AAAA&name=phone",
    ];

    private readonly Random _random = new(seed);

    /// <returns>What is wrong, whether the paired phone sends it, and the request.</returns>
    public (string What, bool OfPhone, HttpRequestMessage Request) Next(string phone)
    {
        var (what, ofPhone, request) = _random.Next(7) switch
        {
            0 => ("an unknown path", true, new HttpRequestMessage(Method(), Path())),
            1 => WrongMethod(),
            2 => ("a body", true, WithBody(Pick(Bodies), Body())),
            3 => ("no token", false, NoToken(phone)),
            4 => ("another page", true, Foreign("Origin")),
            5 => ("another host", true, Foreign("Host")),
            _ => ("an unknown remote", true, new HttpRequestMessage(HttpMethod.Delete, $"api/remotes/{Uri.EscapeDataString(Word())}")),
        };
        for (var headers = _random.Next(3); headers > 0; headers--)
            request.Headers.TryAddWithoutValidation($"X-{_random.Next(100)}", Word());
        return ($"{what}, {request.Method} {request.RequestUri}", ofPhone, request);
    }

    /// <summary>Bytes that are no request.</summary>
    public byte[] NextRaw()
    {
        var (method, path) = Pick(calls);
        return _random.Next(6) switch
        {
            0 => Bytes(_random.Next(1, 2_000)),
            1 => Encoding.ASCII.GetBytes($"{method} {path} HTTP/{_random.Next(10)}.{_random.Next(2, 10)}\r\nHost: localhost\r\n\r\n"),
            2 => Encoding.ASCII.GetBytes($"{method} {path} HTTP/1.1\r\n\r\n"),
            3 => Encoding.ASCII.GetBytes($"{method} {path} HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n"),
            4 => Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: -{_random.Next(1, 9)}\r\n\r\n{{}}"),
            _ => Encoding.ASCII.GetBytes($"{method} {path} HTTP/1.1\r\nHost: localhost\r\nX: {new string('a', 40_000)}\r\n\r\n"),
        };
    }

    private (string What, bool OfPhone, HttpRequestMessage Request) WrongMethod()
    {
        var path = Pick(calls).Path;
        var allowed = calls.Where(call => call.Path == path).Select(call => call.Method).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return ("a wrong method", true, new(new HttpMethod(Pick([.. Methods.Where(method => !allowed.Contains(method))])), path.TrimStart('/').Replace("{id}", Word(), StringComparison.Ordinal)));
    }

    private HttpRequestMessage NoToken(string phone)
    {
        var call = Pick([.. calls.Where(call => call.Path != "/api/pair")]);
        var request = ServedRoutes.Request(call, phone);
        request.Headers.TryAddWithoutValidation("Authorization", Pick(["", "Bearer", "Bearer ", $"Bearer {Word()}", $"Basic {Word()}", Word()]));
        if (call.Method == "POST")
            request.Content = Content(Body());
        return request;
    }

    private HttpRequestMessage Foreign(string header)
    {
        var request = ServedRoutes.Request(Pick([.. calls.Where(call => call.Path != "/api/live")]));
        var name = $"{_random.Next(1_000)}.evil.example";
        if (header == "Host")
            request.Headers.Host = name;
        else
            request.Headers.Add(header, _random.Next(4) == 0 ? "null" : $"http://{name}");
        return request;
    }

    private static HttpRequestMessage WithBody(string path, byte[] body) => new(HttpMethod.Post, path.TrimStart('/')) { Content = Content(body) };

    private static ByteArrayContent Content(byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json");
        return content;
    }

    private byte[] Body() => _random.Next(4) switch
    {
        0 => Bytes(_random.Next(1, 500)),
        1 => Encoding.UTF8.GetBytes(new string('[', _random.Next(1, 5_000))),
        2 => Encoding.UTF8.GetBytes($$"""{"{{_random.Next()}}":{{_random.Next()}}}"""),
        _ => Encoding.UTF8.GetBytes(Pick(BadJson)),
    };

    private HttpMethod Method() => new(Pick(Methods));

    private string Path() => _random.Next(5) switch
    {
        0 => $"api/{Uri.EscapeDataString(Word())}",
        1 => $"..%2f..%2f{Uri.EscapeDataString(Word())}",
        2 => $"wwwroot/{Uri.EscapeDataString(Word())}.js",
        3 => $"api//{_random.Next(100)}/state",
        _ => $"x{Uri.EscapeDataString(Word())}?lang={Uri.EscapeDataString(Word())}",
    };

    // No slash: it stays one part of a path. Nothing that a header cannot carry.
    private string Word() => string.Concat(Enumerable.Range(0, _random.Next(1, 40)).Select(_ => Letters[_random.Next(Letters.Length)]));

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }

    private T Pick<T>(T[] among) => among[_random.Next(among.Length)];
}
