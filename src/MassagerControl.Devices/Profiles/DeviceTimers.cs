using MassagerControl.Devices.Frames;

namespace MassagerControl.Devices.Profiles;

/// <summary>The device's own timer that turns the motor off: armed with every level, and anew while the owner renews the output.</summary>
/// <param name="Time">After so long the device stops by itself.</param>
/// <param name="RearmAfter">It is armed anew when so much of it has passed.</param>
/// <param name="Arm">What arms it; null when the frames that set a level do.</param>
public sealed record DeviceCountdown(TimeSpan Time, TimeSpan RearmAfter, Operation? Arm)
{
    /// <summary>The device refuses a level that comes without it.</summary>
    public bool Enforced { get; init; }

    // A day of seconds; a device that says more says nonsense, and no sum of it must overflow.
    private const long MostUnits = 86_400;

    /// <summary>The numbers that a frame which arms it carries.</summary>
    public FieldValues Fields(FrameTemplate frame)
    {
        var left = (long)Time.TotalSeconds;
        var values = FieldValues.None;
        foreach (var (name, seconds) in Units)
        {
            if (!frame.Has(name))
                continue;
            values = values.With(name, left / seconds);
            left %= seconds;
        }
        return values;
    }

    /// <summary>Do the frame's numbers add up to the whole time?</summary>
    internal bool IsExactIn(FrameTemplate frame) => TimeIn(Fields(frame)) == Time;

    /// <returns>The smallest unit that the frame counts in, e.g. <c>minutes</c>.</returns>
    internal static string UnitOf(FrameTemplate frame) =>
        Units.Last(unit => frame.Has(unit.Name)).Name["countdown".Length..].ToLowerInvariant();

    /// <returns>Null when the frame says nothing about it.</returns>
    internal static TimeSpan? TimeIn(FieldValues values)
    {
        var any = false;
        var total = TimeSpan.Zero;
        foreach (var (name, seconds) in Units)
            if (values[name] is { } count)
                (any, total) = (true, total + TimeSpan.FromSeconds(Math.Min(count, MostUnits) * seconds));
        return any ? total : null;
    }

    private static readonly (string Name, long Seconds)[] Units =
        [(FieldNames.CountdownHours, 3600), (FieldNames.CountdownMinutes, 60), (FieldNames.CountdownSeconds, 1)];
}

/// <summary>What the device wants to hear again and again.</summary>
/// <param name="Every">At the latest.</param>
/// <param name="Operation">Sent while there is a link.</param>
public sealed record DeviceKeepAlive(TimeSpan Every, Operation? Operation)
{
    /// <summary>Read while there is a link, instead of sending anything.</summary>
    public Endpoint? Read { get; init; }

    /// <summary>The last level is repeated, while the motor runs and its owner renews it.</summary>
    public bool RepeatsLevel => Operation is null && Read is null;
}
