namespace MassagerControl.Tests.Runtime.Guarding;

/// <summary>How the session's process fails.</summary>
internal enum KillCause
{
    Killed,
    Frozen,
    HungLoop,
    OutOfMemory,
    TerminalGone,
}

/// <summary>Where the session is when it fails.</summary>
internal enum KillMoment
{
    Connecting,
    WarmUp,
    Compress,
    Hold,
    Release,
    CoolDown,
    Paused,
    Reconnecting,
}

/// <summary>One kill, all of it chosen by its number.</summary>
/// <param name="Delay">After the moment's beginning, in seconds.</param>
/// <param name="Variant">Of the cause, where it has several.</param>
internal sealed record KillPlan(int Number, KillCause Cause, KillMoment Moment, double Delay, int Variant)
{
    /// <summary>Warm-up 1.5 s, press 3 s with a ramp of 1 s, release 5 s, cool-down 2 s.</summary>
    public const string Program = """
        {
          "id": "brief", "name": "Brief", "summary": "For tests.", "sources": [ { "title": "none", "says": "nothing" } ],
          "band": { "low": 5, "high": 7 }, "tools": ["gun"],
          "steps": [
            { "do": "warmUp", "seconds": 1.5, "target": 34 },
            { "do": "cycle", "press": { "shortest": 3, "usual": 3, "longest": 3 }, "ramp": 1, "release": 5,
              "reps": { "fewest": 1, "usual": 1, "most": 1 }, "target": 100 },
            { "do": "coolDown", "seconds": 2, "target": 34 }
          ]
        }
        """;

    /// <summary>Makes the session pause in the hold, or null.</summary>
    public string? Ratings => Moment == KillMoment.Paused ? "3 pause\n" : null;

    /// <summary>Makes the link break in the press, for as long as a device takes to be found again; or empty.</summary>
    public string Faults => Moment == KillMoment.Reconnecting ? """{ "write": 4, "kind": "dropLink", "seconds": 0.4 }""" : "";

    /// <summary>What the peripheral writes when the moment begins, counted from which <see cref="Delay"/> runs.</summary>
    public string Begins => Moment == KillMoment.Reconnecting ? "disconnected" : "connected";

    public override string ToString() => $"{Number,3} {Cause,-12} {Moment,-12} +{Delay:0.00} s variant {Variant}";

    /// <summary>The first so many kills: every cause at every moment, then again at other instants of them.</summary>
    public static IEnumerable<KillPlan> Series(int count) => Enumerable.Range(0, count).Select(Of);

    private static KillPlan Of(int number)
    {
        var causes = Enum.GetValues<KillCause>();
        var moments = Enum.GetValues<KillMoment>();
        var random = new Random(number);
        var moment = moments[number / causes.Length % moments.Length];
        var (earliest, latest) = Window(moment);
        return new(number, causes[number % causes.Length], moment, earliest + (latest - earliest) * random.NextDouble(), random.Next(2));
    }

    // In seconds after the link was made. The session itself begins a few hundredths later: the windows stay away from the edges.
    private static (double Earliest, double Latest) Window(KillMoment moment) => moment switch
    {
        KillMoment.Connecting => (0, 0.03),
        KillMoment.WarmUp => (0.2, 1.4),
        KillMoment.Compress => (1.65, 2.45),
        KillMoment.Hold => (2.65, 4.35),
        KillMoment.Release => (4.8, 9),
        KillMoment.CoolDown => (9.75, 11.3),
        KillMoment.Paused => (3.3, 5),
        KillMoment.Reconnecting => (0, 0.35),
    };
}
