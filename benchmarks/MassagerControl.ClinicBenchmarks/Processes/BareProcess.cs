using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MassagerControl.ClinicBenchmarks.Processes;

/// <summary>The least that a server can do: requests that wait, and one that lets all of them go. No key, no grain, no number.</summary>
internal static class BareProcess
{
    public static async Task<int> RunAsync()
    {
        var waiting = new ConcurrentBag<TaskCompletionSource>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        await using var app = builder.Build();
        app.MapGet("/wait", async http =>
        {
            var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Add(told);
            await told.Task;
            await AnswerAsync(http);
        });
        app.MapPost("/stop", async http =>
        {
            while (waiting.TryTake(out var told))
                told.SetResult();
            await AnswerAsync(http);
        });
        await app.StartAsync();
        Console.WriteLine($"bare answers at {app.Urls.First()}");
        Console.WriteLine("ready");
        while (await Console.In.ReadLineAsync() is not null)
            Console.WriteLine($"waiting {waiting.Count}");
        await app.StopAsync();
        return 0;
    }

    private static Task AnswerAsync(HttpContext http)
    {
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync("""{"stop":{"number":1}}""");
    }
}
