using System.Globalization;
using MassagerControl.Devices.Simulation;

namespace MassagerControl.Chaos.Running;

/// <summary>What was seen, for people: one line an entry.</summary>
internal static class SeenLines
{
    public static IEnumerable<string> Of(Account account) => account.Entries.Where(entry => entry is not OwnerBeat)
        .Select(entry => string.Create(CultureInfo.InvariantCulture, $"{entry.At.TotalSeconds,9:0.0000}  {Words(entry)}"));

    private static string Words(Entry entry) => entry switch
    {
        ProgramStarted => "program started",
        DeviceEntry { What: var what } => Words(what),
        Said said => $"                    says {said.Say}",
        HostTrouble trouble => $"!! {Observer.NameOf(trouble.Kind)} until {(trouble.Until == TimeSpan.MaxValue ? "the end" : trouble.Until.TotalSeconds.ToString("0.####", CultureInfo.InvariantCulture))}",
        Shown shown => $"                    | {shown.Line.Trim()}",
        ProgramEnded { End: { } end } ended => $"program ended: {end.Outcome}, confirmedOff {end.ConfirmedOff}, exit {ended.ExitCode}",
        ProgramEnded ended => $"program ended: {ended.Broken}",
        _ => entry.GetType().Name,
    };

    private static string Words(PeripheralEvent what) => what switch
    {
        MotorChanged motor => $"     motor {motor.Level}",
        FrameArrived frame => $"     {frame.Operation ?? frame.Problem} ({frame.Hex}{(frame.WithResponse ? ", request" : "")})",
        CentralConnected => "     linked",
        CentralDisconnected => "     link gone",
        FaultBegan { Fault: var fault } => $"!! {fault}",
        FaultBefell befell => $"!! befallen by {befell.Kind.Name}",
        _ => what.GetType().Name,
    };
}
