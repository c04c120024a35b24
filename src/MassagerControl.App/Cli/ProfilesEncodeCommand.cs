using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Frames;
using MassagerControl.Devices.Json;
using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Vectors;

namespace MassagerControl.App.Cli;

/// <summary><c>massager profiles encode</c>: the frames that the driver writes for a command. Nothing is sent to anybody.</summary>
internal sealed class ProfilesEncodeCommand(AppConsole console)
{
    private readonly ProfilesBytes _bytes = new(console);
    private readonly Option<Boxed<int>?> _level = LevelOption("--level", "The device is asked for this level of its own, from 1.");
    private readonly Option<Boxed<double>?> _percent = OptionValues.Of(
        "--percent", "P", "The device is asked for this percentage of its strongest level, rounded down to a level; 0 is a stop.", text => Boxed.From(OptionValues.Number(text, 0, 100)), "a percentage from 0 to 100");

    private readonly Option<bool> _stop = new("--stop") { Description = "The device is stopped." };
    private readonly Option<bool> _connect = new("--connect") { Description = "A new link is made usable; the stop that ends it is among the frames." };
    private readonly Option<string?> _operation = new("--operation") { Description = "This operation of the profile is sent, and what follows it at once.", HelpName = "NAME" };
    private readonly Option<Boxed<(string Name, long Value)>[]> _fields = new("--field")
    {
        Description = "A number that the operation carries; can be given several times.",
        HelpName = "NAME=NUMBER",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<Boxed<int>?> _from = LevelOption("--from", "With --level, --percent and --stop: the device runs at this level before. It stands still otherwise.");

    public Command Build(Option<bool> json, Option<string> folder)
    {
        var command = new Command("encode", "Prints the frames that the driver writes for a level, a stop, a connection or an operation, in order. Nothing is sent.")
        {
            _bytes.Profile, _level, _percent, _stop, _connect, _operation, _fields, _from, json, folder,
        };
        _fields.CustomParser = result => [.. result.Tokens.Select(token => Field(token.Value)).OfType<Boxed<(string Name, long Value)>>()];
        _fields.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
                if (Field(token.Value) is null)
                    result.AddError($"--field {token.Value}: a name and a number such as level=3 are expected");
        });
        command.Validators.Add(result =>
        {
            var asked = new Option[] { _level, _percent, _stop, _connect, _operation }.Count(option => result.GetResult(option) is not null);
            if (asked != 1)
                result.AddError("one of --level, --percent, --stop, --connect and --operation is expected");
            if (result.GetResult(_fields) is { Tokens.Count: > 0 } && result.GetResult(_operation) is null)
                result.AddError("--field goes with --operation only");
            if (result.GetResult(_from) is not null && (result.GetResult(_connect) is not null || result.GetResult(_operation) is not null))
                result.AddError("--from goes with --level, --percent and --stop only");
        });
        command.SetAction(result => Run(result, result.GetValue(json), folder));
        return command;
    }

    private static Option<Boxed<int>?> LevelOption(string name, string description) =>
        OptionValues.Of(name, "N", description, text => Boxed.From(OptionValues.Whole(text, 1, LevelScale.MostLevels)), $"a whole number from 1 to {LevelScale.MostLevels}");

    private static Boxed<(string Name, long Value)>? Field(string text) =>
        text.Split('=') is [{ Length: > 0 } name, var number] && OptionValues.Whole(number, 0, int.MaxValue) is { } value ? new((name, value)) : null;

    private int Run(ParseResult result, bool asJson, Option<string> folder)
    {
        if (_bytes.Find(result, folder) is not { } profile)
            return ExitCode.BadInput;
        var (frames, problem) = Frames(result, profile);
        if (problem is not null)
        {
            console.Complain(problem);
            return ExitCode.BadInput;
        }
        if (asJson)
            console.Out.WriteLine(JsonText.Indented(json => Write(json, profile, frames)));
        else
            foreach (var line in frames.Select(Line).Concat(Notes(profile, frames).Select(console.Language.Say)))
                console.Out.WriteLine(line);
        return ExitCode.Completed;
    }

    private (ImmutableArray<DrivenFrame> Frames, Phrase? Problem) Frames(ParseResult result, DeviceProfile profile)
    {
        foreach (var option in new[] { _level, _from })
            if (result.GetValue(option)?.Value is { } number && number > profile.Scale.Count)
                return ([], $"{option.Name} {number}: {profile.Id} has {Phrase.Count(profile.Scale.Count, "level")}");
        try
        {
            if (result.GetValue(_operation) is { } name)
                return Sent(profile, name, result.GetRequiredValue(_fields));
            using var driver = new DriverFrames(profile);
            var connecting = driver.Connect();
            if (result.GetValue(_connect))
                return (connecting, null);
            if (result.GetValue(_from)?.Value is { } from)
                driver.Drive(new Level(from));
            return (Driven(result, driver), null);
        }
        catch (MassagerException exception)
        {
            return ([], $"{profile.Id}: the driver cannot do it on a simulated device: {exception.Fault.Detail}");
        }
    }

    private ImmutableArray<DrivenFrame> Driven(ParseResult result, DriverFrames driver)
    {
        if (result.GetValue(_level)?.Value is { } level)
            return driver.Drive(new Level(level));
        return result.GetValue(_percent)?.Value is { } percent and > 0 ? driver.Drive(Intensity.FromPercent(percent)) : driver.Stop();
    }

    private static (ImmutableArray<DrivenFrame> Frames, Phrase? Problem) Sent(DeviceProfile profile, string name, Boxed<(string Name, long Value)>[] fields)
    {
        if (profile.Find(name) is not { } operation)
            return ([], $"{profile.Id} has no operation '{name}'; it has {string.Join(", ", profile.Operations.Select(one => one.Name))}");
        var carried = profile.Chain(operation).SelectMany(one => one.Frame.Fields).Distinct(StringComparer.Ordinal).ToArray();
        if (fields.Select(field => field.Value.Name).FirstOrDefault(field => !carried.Contains(field)) is { } strange)
            return ([], $"--field {strange}: {name} carries no such number");
        if (carried.FirstOrDefault(field => !fields.Any(given => given.Value.Name == field)) is { } missing)
            return ([], $"{name} carries {string.Join(", ", carried)}: say its number with --field {missing}=NUMBER");
        try
        {
            return (DriverFrames.Send(profile, operation, fields.Aggregate(FieldValues.None, (all, field) => all.With(field.Value.Name, field.Value.Value))), null);
        }
        catch (ArgumentException)
        {
            return ([], $"{name}: a number does not fit into the frame");
        }
    }

    private static string Line(DrivenFrame frame) =>
        FormattableString.Invariant($"+{frame.After.TotalSeconds:0.000} s  {frame.Endpoint}  {ProfilesBytes.Mode(frame.WithResponse)}  {frame.Hex}  {frame.Operation}").TrimEnd();

    private static IEnumerable<Phrase> Notes(DeviceProfile profile, ImmutableArray<DrivenFrame> frames)
    {
        if (frames.IsEmpty)
            yield return "The driver writes nothing for that.";
        if (profile.Operations.Any(operation => operation.Frame.HasCounter))
            yield return "Frames with a counter: shown as they are on a fresh link, counted from the first number when connecting.";
        if (profile.KeepAlive is { Operation: { } beside } alive)
            yield return $"Beside that, {beside.Name} at least every {alive.Every.TotalSeconds:0.###} s.";
        if (profile.KeepAlive is { RepeatsLevel: true } repeats)
            yield return $"While the motor runs the level is written again at least every {repeats.Every.TotalSeconds:0.###} s.";
        if (profile.Countdown is { } countdown)
            yield return $"The device stops by itself after {countdown.Time.TotalSeconds:0.###} s: while the motor runs its timer is set anew every {countdown.RearmAfter.TotalSeconds:0.###} s.";
    }

    private static void Write(Utf8JsonWriter json, DeviceProfile profile, ImmutableArray<DrivenFrame> frames)
    {
        json.WriteStartObject();
        json.WriteString("profile", profile.Id);
        json.List("frames", frames, frame =>
        {
            json.WriteStartObject();
            json.Seconds("after", frame.After);
            json.WriteString("operation", frame.Operation.Length > 0 ? frame.Operation : null);
            json.WriteString("endpoint", frame.Endpoint);
            json.WriteString("mode", ProfilesBytes.Mode(frame.WithResponse));
            json.WriteString("hex", frame.Hex);
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }
}
