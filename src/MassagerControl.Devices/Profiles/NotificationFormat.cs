using MassagerControl.Devices.Frames;

namespace MassagerControl.Devices.Profiles;

/// <summary>Something that the device says.</summary>
public sealed record NotificationFormat(string Name, Endpoint Endpoint, FrameTemplate Frame)
{
    /// <summary>It tells whether the motor runs.</summary>
    public bool TellsLevel => Frame.Has(FieldNames.Level);
}

/// <summary>The fields that have a meaning.</summary>
internal static class FieldNames
{
    /// <summary>The device's own number of a level; 0 is off.</summary>
    public const string Level = "level";

    /// <summary>0 while the motor stands still.</summary>
    public const string Running = "running";

    /// <summary>0–100 %; anything above is "not known".</summary>
    public const string Battery = "battery";

    /// <summary>The firmware's version as the device counts it.</summary>
    public const string Version = "version";
}
