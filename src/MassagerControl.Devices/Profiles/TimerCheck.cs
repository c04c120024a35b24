using MassagerControl.Devices.Json;

namespace MassagerControl.Devices.Profiles;

/// <summary>What must hold of countdown and keep-alive: neither starts a motor, and a frame that needs a time has one.</summary>
internal static class TimerCheck
{
    public static void Check(JsonObjectCursor root, DeviceProfile profile)
    {
        foreach (var operation in profile.Operations)
            if (profile.Countdown is null && Times(operation) && operation.Name is not Wire.StopName)
                root.Error($"$.operations.{operation.Name}.frame", "carries a countdown, and the profile has no 'countdown' that says how long");
        if (profile.Countdown is { } countdown)
            Countdown(root, profile, countdown);
        if (profile.KeepAlive?.Operation is { } kept)
            foreach (var operation in profile.Chain(kept))
                if (ProfileCheck.Stops(profile, operation))
                    root.Error("$.keepAlive.send", $"'{operation.Name}' turns the motor off: sent again and again, it would end every press");
                else if (ProfileCheck.MovesMotor(profile, operation) || operation.Frame.Fields.Any())
                    root.Error("$.keepAlive.send", $"'{operation.Name}' can start the motor or carries a number: it is sent at any time");
        if (profile.KeepAlive is { Operation: not null } beat && beat.Every < profile.MinimumGap * 2)
            root.Error("$.keepAlive.every", "is less than twice 'minimumGap': a level waits after every frame and might never get its turn");
        if (profile is { Steps: not null, KeepAlive.RepeatsLevel: true })
            root.Error("$.keepAlive.repeatLevel", "a device that knows only plus and minus has no level to repeat");
    }

    private static void Countdown(JsonObjectCursor root, DeviceProfile profile, DeviceCountdown countdown)
    {
        var armed = countdown.Arm is { } arm ? profile.Chain(arm) : profile.Chain(profile.SetLevel);
        foreach (var operation in armed.Append(profile.Start).OfType<Operation>())
            if (Times(operation) && !countdown.IsExactIn(operation.Frame))
                root.Error("$.countdown.seconds", $"is {countdown.Time.TotalSeconds:0} s, and the frame of '{operation.Name}' counts whole {DeviceCountdown.UnitOf(operation.Frame)}");
        if (!armed.Any(Times))
            root.Error("$.countdown", "no frame that it is armed with carries countdownSeconds, countdownMinutes or countdownHours");
        if (countdown.Arm is { } own && ProfileCheck.MovesMotor(profile, own))
            root.Error("$.countdown.send", $"'{own.Name}' can start the motor");
        if (countdown.Arm is { } arms && ProfileCheck.Stops(profile, arms))
            root.Error("$.countdown.send", $"'{arms.Name}' turns the motor off: it is sent with every level");
        if (profile.Steps is not null && countdown.Arm is null)
            root.Error("$.countdown.send", "is missing: a device that knows only plus and minus has no level to repeat");
    }

    private static bool Times(Operation operation) => operation.Frame.Fields.Any(FieldNames.Countdown.Contains);
}
