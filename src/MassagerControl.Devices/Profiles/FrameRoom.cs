using MassagerControl.Core;
using MassagerControl.Devices.Frames;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Json;

namespace MassagerControl.Devices.Profiles;

/// <summary>Whether the frames that a profile writes find room in the packets of a link.</summary>
internal static class FrameRoom
{
    /// <param name="mtu">The link's; null where nobody knows it.</param>
    public static bool Fits(DeviceProfile profile, Operation operation, int? mtu) =>
        mtu is not { } has || operation.Frame.Most <= has - GattLimits.CommandHeader || Longest(profile, operation) <= has - GattLimits.CommandHeader;

    /// <summary>Why frames that are written without response do not fit; null when they do.</summary>
    public static string? Problem(DeviceProfile profile, int? mtu) =>
        Written(profile).FirstOrDefault(operation => operation.Mode == WriteMode.WithoutResponse && !operation.Endpoint.Can(WriteMode.WithResponse) && !Fits(profile, operation, mtu)) is { } found
            ? $"'{found.Name}' has {Longest(profile, found)} bytes, and a packet of this link carries {mtu - GattLimits.CommandHeader} (MTU {mtu}): it would arrive cut, or not at all"
            : null;

    /// <summary>Frames that are too long for a link on which nobody asked for longer packets, or for what the profile asks for.</summary>
    public static IEnumerable<FileError> Doubts(string file, DeviceProfile profile)
    {
        var asked = profile.Connect.OfType<MtuStep>().Select(step => (int?)step.Bytes).Max();
        foreach (var operation in Written(profile).Where(operation => !Fits(profile, operation, asked ?? GattLimits.LeastMtu)))
        {
            var longest = Longest(profile, operation);
            yield return new(file, $"$.operations.{operation.Name}.frame", asked is null
                ? Phrase.Of($"has up to {longest} bytes; a link carries 20 at once where nobody asks for more: add a connect step {{ \"mtu\": {longest + GattLimits.CommandHeader} }}")
                : Phrase.Of($"has up to {longest} bytes, and the connect step asks for packets of {asked} that carry {asked - GattLimits.CommandHeader}"));
        }
    }

    /// <summary>The longest that the operation's frame becomes with any level; a number in digits has as many as it needs.</summary>
    private static int Longest(DeviceProfile profile, Operation operation)
    {
        if (operation.Frame.Size == operation.Frame.Most || !FrameLayout.IsSound(operation.Frame))
            return operation.Frame.Most;
        return Enumerable.Range(0, profile.Scale.Count + 1).Max(number => Length(profile, operation, profile.Levels.ToRaw(new(number))));
    }

    private static int Length(DeviceProfile profile, Operation operation, long level)
    {
        var values = profile.Channels.Append(FieldNames.Level).Aggregate(FieldValues.None, (all, name) => all.With(name, level));
        try
        {
            return operation.Frame.Encode(profile.Countdown is { } countdown ? values.With(countdown.Fields(operation.Frame)) : values).Length;
        }
        catch (ArgumentException)
        {
            return operation.Frame.Most;
        }
    }

    /// <summary>Everything that the driver ever writes.</summary>
    private static IEnumerable<Operation> Written(DeviceProfile profile) =>
        new[]
        {
            profile.SetLevel, profile.Stop, profile.Start, profile.Steps?.Down, profile.Countdown?.Arm, profile.RequestStatus, profile.KeepAlive?.Operation,
            profile.Find(profile.Stop.ConfirmedBy),
        }
        .Concat(profile.Connect.OfType<SendStep>().Select(step => step.Operation))
        .OfType<Operation>().SelectMany(first => profile.Chain(first)).Distinct();
}
