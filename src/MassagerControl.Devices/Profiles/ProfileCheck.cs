using MassagerControl.Devices.Frames;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Json;

namespace MassagerControl.Devices.Profiles;

/// <summary>What must hold between the parts of a profile.</summary>
internal static class ProfileCheck
{
    private const string SetLevelPath = "$.operations.setLevel";
    private const string StopPath = "$.operations.stop";

    public static void Check(JsonObjectCursor root, DeviceProfile profile)
    {
        Levels(root, profile);
        Stop(root, profile);
        Answers(root, profile);
        for (var i = 0; i < profile.Connect.Length; i++)
            if (profile.Connect[i] is SendStep send && MovesMotor(profile, send.Operation))
                root.Error($"$.connect[{i}].send", $"'{send.Operation.Name}' can start the motor: connecting never does");
        if (profile.Scale.Floor(profile.Ceiling).IsOff)
            root.Error("$.ceiling", $"is below the lowest level of {profile.Scale.Lowest}");
    }

    private static void Levels(JsonObjectCursor root, DeviceProfile profile)
    {
        var field = Field(profile.SetLevel.Frame);
        if (field is null)
            root.Error($"{SetLevelPath}.frame", $"carries no field '{FieldNames.Level}'");
        foreach (var (path, part) in profile.Notifications
            .Select(n => ($"$.notifications.{n.Name}.frame", Field(n.Frame)))
            .Prepend(($"{SetLevelPath}.frame", field)))
            if (part is not null && profile.Levels.Highest > part.Number.Highest)
                root.Error(path, $"the highest level is {profile.Levels.Highest}, its field holds at most {part.Number.Highest}");
    }

    private static void Stop(JsonObjectCursor root, DeviceProfile profile)
    {
        var confirmed = profile.Stop.Mode == WriteMode.WithResponse
            || profile.Notifications.Any(notification => notification.TellsLevel && Subscribed(profile, notification.Endpoint));
        if (!confirmed)
            root.Error(StopPath, "nothing can confirm it: write it with response, or describe a notification that tells the level and subscribe to it");
        if (MovesMotor(profile, profile.Stop))
            root.Error($"{StopPath}.frame", "sets a level above 0");
    }

    private static void Answers(JsonObjectCursor root, DeviceProfile profile)
    {
        foreach (var operation in profile.Operations)
            if (operation.AnsweredBy is { } answer && !Subscribed(profile, answer.Endpoint))
                root.Error($"$.operations.{operation.Name}.answeredBy", $"nobody hears '{answer.Name}': subscribe to '{answer.Endpoint.Name}' when connecting");
    }

    private static bool MovesMotor(DeviceProfile profile, Operation operation)
    {
        if (operation == profile.SetLevel)
            return true;
        if (operation.Frame.Fields.Any() || operation.Endpoint.Characteristic != profile.SetLevel.Endpoint.Characteristic)
            return false;
        return profile.SetLevel.Frame.TryDecode(operation.Frame.Encode(FieldValues.None), out var values, out _)
            && values[FieldNames.Level] is > 0;
    }

    private static bool Subscribed(DeviceProfile profile, Endpoint endpoint) =>
        profile.Connect.Any(step => step is SubscribeStep subscribe && subscribe.Endpoint == endpoint);

    private static FieldPart? Field(FrameTemplate frame) =>
        frame.Parts.OfType<FieldPart>().FirstOrDefault(part => part.Name == FieldNames.Level);
}
