using MassagerControl.Devices.Frames;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Devices.Profiles;

/// <summary>Something that the device can be told.</summary>
public sealed record Operation(string Name, Endpoint Endpoint, WriteMode Mode, FrameTemplate Frame)
{
    /// <summary>How often one operation may be written for one command.</summary>
    public const int MostRepeats = 5;

    /// <summary>What the device says in answer, or null.</summary>
    public NotificationFormat? AnsweredBy { get; init; }

    /// <summary>What a reader of the profile should know, e.g. that it was inferred.</summary>
    public string Note { get; init; } = "";

    /// <summary>The operation that always follows at once, by name; empty for none. One operation for each channel is such a chain.</summary>
    public string Then { get; init; } = "";

    /// <summary>Between its frame and the one that follows it.</summary>
    public TimeSpan Pause { get; init; }

    /// <summary>What the frames before it have set takes effect only with it.</summary>
    public bool Commits { get; init; }

    /// <summary>The motor that it is for; empty for all of them.</summary>
    public string Channel { get; init; } = "";

    /// <summary>It can start a motor, and is therefore never sent when connecting.</summary>
    public bool MovesMotor { get; init; }

    /// <summary>The frame is written so often for one command; 1 or more.</summary>
    public int Times { get; init; } = 1;

    /// <summary>Between those.</summary>
    public TimeSpan TimesGap { get; init; }

    /// <summary>An operation sent after it whose answer shows that this one has arrived, by name; empty for none.</summary>
    public string ConfirmedBy { get; init; } = "";
}
