using MassagerControl.Devices.Frames;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Devices.Profiles;

/// <summary>Something that the device can be told.</summary>
public sealed record Operation(string Name, Endpoint Endpoint, WriteMode Mode, FrameTemplate Frame)
{
    /// <summary>What the device says in answer, or null.</summary>
    public NotificationFormat? AnsweredBy { get; init; }

    /// <summary>What a reader of the profile should know, e.g. that it was inferred.</summary>
    public string Note { get; init; } = "";
}
