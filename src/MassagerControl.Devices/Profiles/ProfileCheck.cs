using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Frames;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Json;

namespace MassagerControl.Devices.Profiles;

/// <summary>What must hold between the parts of a profile.</summary>
internal static class ProfileCheck
{
    private const string SetLevelPath = "$.operations.setLevel";
    private const string StopPath = "$.operations.stop";

    private static readonly TimeSpan LongestPauses = TimeSpan.FromSeconds(1);

    public static void Check(JsonObjectCursor root, DeviceProfile profile)
    {
        ChainCheck.Check(root, profile);
        Levels(root, profile);
        Stop(root, profile);
        Answers(root, profile);
        Connect(root, profile);
        PersonTime(root, profile);
        Furniture(root, profile);
        TimerCheck.Check(root, profile);
        ReadCheck.Check(root, profile);
        if (profile.Scale.Floor(profile.Ceiling).IsOff)
            root.Error("$.ceiling", $"is below the lowest level of {profile.Scale.Lowest}");
    }

    private static void Levels(JsonObjectCursor root, DeviceProfile profile)
    {
        var level = profile.Steps is null ? profile.Chain(profile.SetLevel) : [];
        foreach (var operation in level.Where(operation => operation == profile.SetLevel || operation.Channel.Length > 0 || profile.CarriesLevel(operation)))
            LevelFrame(root, profile, operation);
        foreach (var operation in profile.Operations)
            if (operation != profile.Start && !level.Contains(operation) && LevelFields(profile, operation.Frame).Any())
                root.Error($"$.operations.{operation.Name}.frame", "carries a level, and is neither 'setLevel', nor what follows it, nor 'start'");
        foreach (var (path, frame) in level.Select(o => ($"$.operations.{o.Name}.frame", o.Frame))
            .Concat(profile.Start is { } start ? [("$.operations.start.frame", start.Frame)] : [])
            .Concat(profile.Notifications.Select(n => ($"$.notifications.{n.Name}.frame", n.Frame))))
            foreach (var field in LevelFields(profile, frame))
                if (profile.Levels.Highest > field.Highest)
                    root.Error(path, $"the highest level is {profile.Levels.Highest}, its field holds at most {field.Highest}");
        if (profile.Steps is not null && !profile.Notifications.Any(n => n.Frame.Has(FieldNames.Level) && Hears(profile, n.Endpoint)))
            root.Error("$.levels.steps", "a device that knows only plus and minus must tell its level: describe such a notification and subscribe to it");
    }

    private static void LevelFrame(JsonObjectCursor root, DeviceProfile profile, Operation operation)
    {
        if (operation.Frame.Has(FieldNames.Level))
            return;
        var missing = profile.Channels.Where(channel => !operation.Frame.Has(channel)).ToArray();
        if (profile.Channels.IsEmpty || missing.Length == profile.Channels.Length)
            root.Error($"$.operations.{operation.Name}.frame", $"carries no field '{FieldNames.Level}'");
        else if (missing.Length > 0)
            root.Error($"$.operations.{operation.Name}.frame", $"carries no field '{missing[0]}', although it carries another channel");
    }

    private static void Stop(JsonObjectCursor root, DeviceProfile profile)
    {
        var chain = profile.Chain(profile.Stop);
        var confirmed = chain.All(operation => operation.Mode == WriteMode.WithResponse)
            || profile.Notifications.Any(notification => notification.TellsLevel && (Hears(profile, notification.Endpoint) || notification.Endpoint == profile.ReadStatus))
            || profile.Find(profile.Stop.ConfirmedBy) is { } after && Answered(profile, after);
        if (!confirmed)
            root.Error(StopPath, "nothing can confirm it: write it with response, describe a notification that tells the level and subscribe to it, or read it with 'readStatus'");
        foreach (var operation in chain)
        {
            if (operation != profile.Stop && operation.Frame.Fields.Any())
                root.Error($"$.operations.{operation.Name}.frame", "follows 'stop' and carries a field");
            // What commits or releases a level does the same for a stop.
            if (profile.FollowsLevel(operation) ? SaysMotion(profile, operation) : MovesMotor(profile, operation))
                root.Error($"$.operations.{operation.Name}.frame", "sets a level above 0");
        }
        if (profile.Stop.TimesGap * (profile.Stop.Times - 1) > TimeSpan.FromSeconds(0.2))
            root.Error($"{StopPath}.repeat", "takes longer than 0.2 s: a stop is over at once");
        if (chain.Aggregate(TimeSpan.Zero, (all, operation) => all + operation.Pause) > LongestPauses)
            root.Error($"{StopPath}.pause", $"the pauses of a stop are longer than {LongestPauses.TotalSeconds:0} s in all");
        else if (StopTime.Problem(profile) is { } problem)
            root.Error("$.minimumGap", Phrase.Verbatim(problem));
        if (profile.Find(profile.Stop.ConfirmedBy) is { } asked && (asked.Frame.Fields.Any() || MovesMotor(profile, asked)))
            root.Error($"{StopPath}.confirmedBy", $"'{asked.Name}' is more than a question");
    }

    private static bool Answered(DeviceProfile profile, Operation operation) =>
        operation.Mode == WriteMode.WithResponse || operation.AnsweredBy is { } answer && Hears(profile, answer.Endpoint);

    private static void Answers(JsonObjectCursor root, DeviceProfile profile)
    {
        foreach (var operation in profile.Operations)
            if (operation.AnsweredBy is { } answer && !Hears(profile, answer.Endpoint))
                root.Error($"$.operations.{operation.Name}.answeredBy", $"nobody hears '{answer.Name}': subscribe to '{answer.Endpoint.Name}' when connecting");
    }

    private static void Connect(JsonObjectCursor root, DeviceProfile profile)
    {
        for (var i = 0; i < profile.Connect.Length; i++)
            if (profile.Connect[i] is SendStep send)
                foreach (var operation in profile.Chain(send.Operation))
                {
                    Send(root, profile, $"$.connect[{i}].send", operation);
                    if (operation.AnsweredBy is { } answer && Hears(profile, answer.Endpoint) && !HearsBefore(profile, i, answer.Endpoint))
                        root.Error($"$.connect[{i}].send", $"'{operation.Name}' is answered by '{answer.Name}', which nobody hears yet: subscribe to '{answer.Endpoint.Name}' in a step before this one");
                }
            else if (profile.Connect[i] is WaitStep wait && !HearsBefore(profile, i, wait.For.Endpoint))
                root.Error($"$.connect[{i}].wait", $"nobody hears '{wait.For.Name}': subscribe to '{wait.For.Endpoint.Name}' before");
    }

    private static void PersonTime(JsonObjectCursor root, DeviceProfile profile)
    {
        if (profile.PersonTime > TimeSpan.FromSeconds(WireReader.LongestWait))
            root.Error("$.connect", $"waits for a person for more than {WireReader.LongestWait} s in all");
    }

    private static bool HearsBefore(DeviceProfile profile, int step, Endpoint endpoint) =>
        profile.Connect.Take(step).Any(before => before is SubscribeStep subscribe && subscribe.Endpoint == endpoint);

    private static void Send(JsonObjectCursor root, DeviceProfile profile, string path, Operation operation)
    {
        if (MovesMotor(profile, operation))
            root.Error(path, $"'{operation.Name}' can start the motor: connecting never does");
        else if (operation.Frame.Fields.Any())
            root.Error(path, $"'{operation.Name}' carries a number that nobody knows when connecting");
    }

    private static void Furniture(JsonObjectCursor root, DeviceProfile profile)
    {
        if (profile.Kind == MassagerKind.Bed && !profile.Safety.MovesFurniture)
            root.Error("$.safety.movesFurniture", "a bed says true here, and lists its massage operations");
        if (!profile.Safety.MovesFurniture)
            return;
        foreach (var operation in profile.Operations)
            if (!profile.Safety.MassageOperations.Contains(operation.Name))
                root.Error($"$.operations.{operation.Name}", "is not among 'safety.massageOperations': on furniture nothing else is ever sent");
        foreach (var name in profile.Safety.MassageOperations)
            if (profile.Find(name) is null)
                root.Error("$.safety.massageOperations", $"'{name}' is no operation of this profile");
    }

    /// <summary>Can it start or speed up a motor, by its word or because its bytes are those of an operation that does?</summary>
    internal static bool MovesMotor(DeviceProfile profile, Operation operation) =>
        Drives(profile, operation) || Says(operation, profile, profile.Operations.Where(other => Drives(profile, other)));

    /// <summary>Are its bytes those of another operation that starts or speeds up a motor by itself?</summary>
    internal static bool SaysMotion(DeviceProfile profile, Operation operation) =>
        Says(operation, profile, profile.Operations.Where(other => Drives(profile, other) && !profile.FollowsLevel(other)));

    private static bool Says(Operation operation, DeviceProfile profile, IEnumerable<Operation> moving) => Bytes(operation) is { } bytes
        && moving.Any(other => other != operation
            && other.Endpoint.MayBe(operation.Endpoint)
            && other.Frame.TryDecode(bytes, out var values, out _)
            && IsMotion(profile, other, values));

    /// <summary>Does it turn the motor off, by its word or because its bytes are those of a stop or of a level of 0?</summary>
    internal static bool Stops(DeviceProfile profile, Operation operation)
    {
        var stop = profile.Chain(profile.Stop).Where(part => !profile.FollowsLevel(part)).ToArray();
        return stop.Contains(operation) || (Bytes(operation) is { } bytes && profile.Operations.Any(other => other != operation
            && other.Endpoint.MayBe(operation.Endpoint)
            && (stop.Contains(other) || profile.CarriesLevel(other))
            && other.Frame.TryDecode(bytes, out var values, out _)
            && LevelFields(profile, other.Frame).All(field => values[field.Name] == profile.Levels.Off)));
    }

    /// <summary>What it always sends; null when that differs from time to time.</summary>
    private static byte[]? Bytes(Operation operation) =>
        operation.Frame.Fields.Any() || !FrameLayout.IsSound(operation.Frame) ? null : operation.Frame.Encode(FieldValues.None);

    private static bool Drives(DeviceProfile profile, Operation operation) =>
        operation.MovesMotor || operation == profile.Start || operation == profile.Steps?.Up || operation == profile.Steps?.Down
        || profile.Chain(profile.SetLevel).Contains(operation);

    /// <summary>Do the bytes of one operation mean motion when they are read as another one?</summary>
    private static bool IsMotion(DeviceProfile profile, Operation operation, FieldValues values)
    {
        var fields = LevelFields(profile, operation.Frame).ToArray();
        return fields.Length == 0 || fields.Any(field => values[field.Name] is { } raw
            && raw != profile.Levels.Off && !(field.IsStretch && raw > profile.Levels.Highest));
    }

    private static IEnumerable<FrameField> LevelFields(DeviceProfile profile, FrameTemplate frame) =>
        frame.Carries.Where(field => field.Name == FieldNames.Level || profile.Channels.Contains(field.Name));

    internal static bool Hears(DeviceProfile profile, Endpoint endpoint) =>
        profile.Connect.Any(step => step is SubscribeStep subscribe && subscribe.Endpoint == endpoint);
}
