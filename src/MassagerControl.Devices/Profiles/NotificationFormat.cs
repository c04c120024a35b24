using System.Diagnostics.CodeAnalysis;
using MassagerControl.Core;
using MassagerControl.Devices.Frames;

namespace MassagerControl.Devices.Profiles;

/// <summary>Something that the device says.</summary>
public sealed record NotificationFormat(string Name, Endpoint Endpoint, FrameTemplate Frame)
{
    /// <summary>What such a notification means besides the numbers in it, e.g. that the motor stands still.</summary>
    public FieldValues Means { get; init; } = FieldValues.None;

    /// <summary>Why a device that says this is not driven; null for everything else.</summary>
    public string? Refuses { get; init; }

    /// <summary>Bytes that it has at least, and at most.</summary>
    public (int Least, int Most) Lengths { get; init; } = (0, int.MaxValue);

    /// <summary>It tells whether the motor runs.</summary>
    public bool TellsLevel => Tells(FieldNames.Level) || Tells(FieldNames.Running);

    internal bool Tells(string field) => Frame.Has(field) || Means[field] is not null;

    /// <param name="problem">What does not fit.</param>
    internal bool TryDecode(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out FieldValues? values, [NotNullWhen(false)] out string? problem)
    {
        var sight = Look(bytes, forgives: false);
        problem = sight.Problem;
        values = problem is null ? sight.Values : null;
        return values is not null;
    }

    /// <inheritdoc cref="FrameTemplate.Look"/>
    internal FrameSight Look(ReadOnlySpan<byte> bytes, bool forgives)
    {
        if (bytes.Length < Lengths.Least || bytes.Length > Lengths.Most)
            return new(FieldValues.None, $"has {Phrase.Count(bytes.Length, "byte")}", null, 0);
        var sight = Frame.Look(bytes, forgives);
        return sight.Problem is null ? sight with { Values = sight.Values.With(Means) } : sight;
    }
}

/// <summary>The fields that have a meaning.</summary>
internal static class FieldNames
{
    /// <summary>The device's own number of a level.</summary>
    public const string Level = "level";

    /// <summary>0 while the motor stands still.</summary>
    public const string Running = "running";

    /// <summary>0–100 %; anything above is "not known".</summary>
    public const string Battery = "battery";

    /// <summary>The firmware's version as the device counts it.</summary>
    public const string Version = "version";

    /// <summary>How hard the device is pressed on, in its own units.</summary>
    public const string Force = "force";

    /// <summary>Its buttons, as it counts them.</summary>
    public const string Button = "button";

    /// <summary>In its own units.</summary>
    public const string Temperature = "temperature";

    /// <summary>The device's own number of its highest level.</summary>
    public const string MaxLevel = "maxLevel";

    /// <summary>After so long the device stops by itself; the three add up.</summary>
    public const string CountdownSeconds = "countdownSeconds";

    public const string CountdownMinutes = "countdownMinutes";

    public const string CountdownHours = "countdownHours";

    public static readonly string[] Told = [Level, Running, Battery, Version, Force, Button, Temperature, MaxLevel];

    public static readonly string[] Countdown = [CountdownSeconds, CountdownMinutes, CountdownHours];
}
