using MassagerControl.Core;
using MassagerControl.Devices.Json;

namespace MassagerControl.Devices.Simulation;

/// <summary>Reads a file of faults; docs/faults.md describes it.</summary>
public static class FaultScriptReader
{
    private const double Day = 86_400;
    private const int MostFaults = 1000;

    // "Unlikely Error" of the Attribute Protocol.
    private const int UnlikelyError = 0x0E;

    /// <param name="scale">Of the device that the faults are for: a button has no other levels.</param>
    public static FileReading<FaultScript> Read(string path, LevelScale scale) => JsonFileReader.Read(path, root => Build(root, scale));

    /// <param name="file">The name that errors show.</param>
    /// <param name="scale">Of the device that the faults are for.</param>
    public static FileReading<FaultScript> Parse(string file, string json, LevelScale scale) =>
        JsonFileReader.Parse(file, json, root => Build(root, scale));

    private static FaultScript Build(JsonObjectCursor root, LevelScale scale) =>
        new(root.Required("faults").Array(item => item.Object(fault => ReadOne(fault, scale)), 0, MostFaults));

    private static ScriptedFault ReadOne(JsonObjectCursor fault, LevelScale scale)
    {
        var at = fault.Optional("at")?.Seconds(0, Day);
        var write = fault.Optional("write")?.Int(1, int.MaxValue);
        if (at is null && write is null)
            fault.Error("says neither 'at' nor 'write': when does it happen?");
        var read = fault.Required("kind").Choice<Func<JsonObjectCursor, Fault>>(
            ("dropLink", f => new DropLink(For(f))),
            ("delayAnswers", f => new DelayAnswers(f.Required("by").Seconds(0, Day), For(f))),
            ("loseAnswer", f => new LoseAnswer(Times(f))),
            ("loseWrite", f => new LoseWrite(Times(f))),
            ("refuseWrite", f => new RefuseWrite(Times(f), (byte)(f.Optional("code")?.Int(1, 255) ?? UnlikelyError))),
            ("silent", f => new Silent(For(f))),
            ("hung", f => new Hung(For(f))),
            ("button", f => new Button(new Level(f.Required("level").Int(0, scale.Count)))),
            ("ignoreStop", f => new IgnoreStop(For(f))),
            ("keepRunning", _ => new KeepRunning()),
            ("neverConnect", f => new NeverConnect(For(f))),
            ("corruptNotification", f => new CorruptNotification(Times(f))),
            ("fragmentNotification", f => new FragmentNotification(Times(f))));
        return new(at, write, read(fault));
    }

    private static TimeSpan? For(JsonObjectCursor fault) => fault.Optional("seconds")?.Seconds(0, Day);

    private static int Times(JsonObjectCursor fault) => fault.Optional("times")?.Int(1, int.MaxValue) ?? 1;
}
