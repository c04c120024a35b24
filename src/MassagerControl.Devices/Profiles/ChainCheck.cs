using MassagerControl.Devices.Json;

namespace MassagerControl.Devices.Profiles;

/// <summary>What must hold of operations that follow each other: they end, and what follows a level neither stops nor moves the motor by itself.</summary>
internal static class ChainCheck
{
    public static void Check(JsonObjectCursor root, DeviceProfile profile)
    {
        foreach (var operation in profile.Operations)
        {
            var path = $"$.operations.{operation.Name}";
            foreach (var (member, other) in new[] { ("then", operation.Then), ("confirmedBy", operation.ConfirmedBy) })
                if (other.Length > 0 && profile.Find(other) is null)
                    root.Error($"{path}.{member}", $"'{other}' is no operation of this profile");
            if (operation.Then.Length > 0 && profile.Find(profile.Chain(operation)[^1].Then) is not null)
                root.Error($"{path}.then", "goes round in a circle");
            if (operation.Then.Length == 0 && operation.Pause > TimeSpan.Zero)
                root.Error($"{path}.pause", "nothing follows: a pause is between this operation and the one that 'then' names");
            if (operation.Commits && !profile.FollowsLevel(operation))
                root.Error($"{path}.commits", "follows nothing that sets a level");
        }
        var named = new[] { profile.SetLevel, profile.Start, profile.Steps?.Down, profile.Countdown?.Arm };
        foreach (var first in named.OfType<Operation>().Distinct())
            Followers(root, profile, first);
    }

    private static void Followers(JsonObjectCursor root, DeviceProfile profile, Operation first)
    {
        var before = first;
        foreach (var operation in profile.Chain(first).Skip(1))
        {
            var path = $"$.operations.{before.Name}.then";
            if (ProfileCheck.Stops(profile, operation))
                root.Error(path, $"'{operation.Name}' turns the motor off: what was set before would never stay");
            else if (!profile.CarriesLevel(operation) && (MovesByItself(profile, operation) || ProfileCheck.SaysMotion(profile, operation)))
                root.Error(path, $"'{operation.Name}' moves the motor by itself: what follows a level and carries none only commits or releases it");
            before = operation;
        }
    }

    private static bool MovesByItself(DeviceProfile profile, Operation operation) =>
        operation.MovesMotor || operation == profile.Start || operation == profile.SetLevel || operation == profile.Steps?.Down;
}
