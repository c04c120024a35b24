using System.Text.Json;
using MassagerControl.Core.Safety;

namespace MassagerControl.Tests.App.Cli.Programs;

/// <summary>A session of a program as the log tells it, held against the limits. Knows the log and the numbers of docs/control-law.md, nothing of the law.</summary>
internal sealed class ProgramRuns
{
    private const double Rounding = 0.01;

    private readonly List<string> _broken = [];
    private double _cap = 100;
    private double _on = -1;
    private double _off;
    private double _level;

    /// <returns>What the session broke; empty where it kept to every limit.</returns>
    public static IReadOnlyList<string> Broken(Massager run, bool isRoller)
    {
        var runs = new ProgramRuns();
        if (run.Exit is not (0 or 3))
            return [$"exit {run.Exit}: {run.Error}"];
        foreach (var line in run.OutLines)
        {
            using var told = JsonDocument.Parse(line);
            runs.Read(told.RootElement, isRoller);
        }
        return runs._broken;
    }

    private void Read(JsonElement told, bool isRoller)
    {
        var at = told.GetProperty("t").GetDouble();
        switch (told.GetProperty("type").GetString())
        {
            case "cap":
                _cap = told.GetProperty("value").GetDouble();
                break;
            case "level":
                Level(at, told);
                break;
            case "session-ended":
                Check(told.GetProperty("confirmedOff").GetBoolean(), "off is not confirmed");
                Check(_level == 0, "ends with a motor that runs");
                var press = told.GetProperty("pressSeconds").GetDouble();
                Check(press <= (isRoller ? HardLimits.RollerPressPerArea : HardLimits.DefaultPressPerArea).TotalSeconds + Rounding, $"{press} s of press");
                Check(at <= HardLimits.Session.TotalSeconds + Rounding, $"{at} s in all");
                break;
        }
    }

    private void Level(double at, JsonElement told)
    {
        var intensity = told.GetProperty("intensity").GetDouble();
        Check(intensity <= _cap + Rounding, $"{at} s: {intensity} % above the cap of {_cap} %");
        foreach (var limit in told.GetProperty("limitedBy").EnumerateArray())
            Check(intensity <= limit.GetProperty("cap").GetDouble() + Rounding, $"{at} s: {intensity} % above {limit}");
        Check(intensity >= told.GetProperty("requested").GetDouble() - Rounding || told.GetProperty("limitedBy").GetArrayLength() > 0, $"{at} s: lowered without a reason");
        if (intensity > 0 && _level == 0)
        {
            Check(_on < 0 || at - _off >= HardLimits.Release.TotalSeconds - Rounding, $"{at} s: {at - _off} s after the last press");
            _on = at;
        }
        if (intensity == 0 && _level > 0)
        {
            // Warm-up and first press are one stretch.
            Check(at - _on <= HardLimits.Press.TotalSeconds * 2 + Rounding, $"{at} s: the motor ran for {at - _on} s");
            _off = at;
        }
        _level = intensity;
    }

    private void Check(bool holds, string broken)
    {
        if (!holds)
            _broken.Add(broken);
    }
}
