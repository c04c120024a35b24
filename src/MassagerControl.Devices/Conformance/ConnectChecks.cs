using System.Collections.Immutable;

namespace MassagerControl.Devices.Conformance;

/// <summary>Making a link.</summary>
internal static class ConnectChecks
{
    public const string Links = "connect.links";

    private const int Times = 5;
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(3);

    public static ImmutableArray<ConformanceCheck> All { get; } =
    [
        new(Links, "A link can be made as the profile says.", "connected, motor confirmed off", LinksAsync) { Decides = true },
        new("connect.no-motion", "Connecting never starts the motor.", "level 0 for three seconds", NoMotionAsync),
        new("connect.same-address", "The device keeps its address from one link to the next.", "heard at the same address after a link", AddressCheck.RunAsync),
        new("connect.repeats", "Closing a link and making a new one works again and again.", $"{Times} links", RepeatsAsync),
    ];

    private static async Task<Finding> LinksAsync(CheckBench bench)
    {
        var fault = await CheckBench.FaultOfAsync(bench.ConnectAsync()).ConfigureAwait(false);
        return fault is null
            ? Finding.Ok("connected, motor confirmed off")
            : Finding.Error(fault.Detail.Text, "Compare services, characteristics and the connect steps of the profile with what the device offers; an answer that never comes is a step that it does not know. Where it refuses, drops or does not answer, the setup checks below say what it may want.");
    }

    private static async Task<Finding> NoMotionAsync(CheckBench bench)
    {
        var mark = bench.Sights.Count;
        await bench.ConnectAsync().ConfigureAwait(false);
        await bench.PassAsync(Watched).ConfigureAwait(false);
        return bench.HighestSince(mark) switch
        {
            null => bench.NotSeen with { Got = "connected; cannot be seen" },
            { IsOff: true } => Finding.Ok("level 0"),
            { } level => Finding.Error($"level {level}", "The motor started although nobody asked for it: one of the connect steps moves it, or the device starts by itself. Such a device must not be driven."),
        };
    }

    private static async Task<Finding> RepeatsAsync(CheckBench bench)
    {
        for (var i = 1; i <= Times; i++)
        {
            if (await CheckBench.FaultOfAsync(bench.ConnectAsync()).ConfigureAwait(false) is { } fault)
                return Finding.Error($"link {i}: {fault.Detail}", "The device takes so many links and no more: look for a step that must be undone before the link is closed. One that takes only a few links until it is switched off and on cannot be brought back when a session has lost its link.");
            await bench.PauseAsync().ConfigureAwait(false);
        }
        return Finding.Ok($"{Times} links");
    }
}
