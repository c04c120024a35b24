using MassagerControl.Chaos.Running;
using MassagerControl.Chaos.Scenarios;

namespace MassagerControl.Chaos.Generation;

/// <summary>Draws the members of a fault whose kind and moment are decided.</summary>
internal static class FaultDraw
{
    private static readonly double[] Lengths = [0.05, 0.2, 0.4, 0.6, 0.9, 1.2, 2.5, 4, 8, 11, 20, 45, 58, 62, 75];

    /// <param name="levels">The highest level of the device.</param>
    public static DeviceFault Device(Dice dice, string kind, double at, int levels) => new()
    {
        Kind = kind,
        At = at,
        // One in five waits for the next write, or for one of the next few.
        Write = dice.OneIn(5) ? dice.Whole(1, 4) : null,
        Seconds = kind is "dropLink" or "delayAnswers" or "silent" or "hung" or "ignoreStop" or "neverConnect" && !dice.OneIn(10) ? dice.Pick(Lengths) : null,
        By = kind == "delayAnswers" ? dice.Pick(0.05, 0.2, 0.45, 0.6, 1.1, 2.1, 4) : null,
        Times = kind is "loseAnswer" or "loseWrite" or "refuseWrite" or "corruptNotification" or "fragmentNotification" ? dice.Pick(1, 1, 2, 3, 8) : null,
        Code = kind == "refuseWrite" ? dice.Whole(1, 255) : null,
        Level = kind == "button" ? dice.Whole(0, levels) : null,
    };

    public static HostFault Host(Dice dice, HostFaultKind kind, double at) => new()
    {
        Kind = kind,
        At = at,
        Seconds = kind == HostFaultKind.ClockJump
            ? dice.Pick(-86_400, -3600, -60, -2.1, -1.9, 1.9, 2.1, 10, 3600, 86_400.0)
            : dice.Pick(0.1, 0.5, 0.9, 1.1, 1.4, 2, 3, 5, 12, 40, 90),
    };

    /// <summary>A log that is full when it was that long in a session without the fault.</summary>
    public static HostFault? FullLog(Account before, Interval within)
    {
        var line = before.LogSize.Where(line => within.Has(line.At)).Select(line => (int?)line.Bytes).FirstOrDefault();
        return line is { } bytes ? new() { Kind = HostFaultKind.LogFails, Bytes = bytes - 1, At = within.From.TotalSeconds } : null;
    }
}
