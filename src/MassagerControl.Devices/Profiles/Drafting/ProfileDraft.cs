using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Massagers;

namespace MassagerControl.Devices.Profiles.Drafting;

/// <summary>What is known of a device family; everything else is unknown. It need not be enough for a profile: what is missing is then missing in the file too, and the reader of profiles says so.</summary>
public sealed record ProfileDraft
{
    public required string Id { get; init; }

    /// <summary>Null: the id stands for it.</summary>
    public string? Name { get; init; }

    /// <summary>Null: <see cref="MassagerKind.Other"/> stands for it.</summary>
    public MassagerKind? Kind { get; init; }

    public Intensity Ceiling { get; init; } = Intensity.Full;

    public required Provenance Provenance { get; init; }

    public OnDisconnect OnDisconnect { get; init; } = OnDisconnect.Unknown;

    public DeviceSafety Safety { get; init; } = new();

    public Recognition Match { get; init; } = new([]) { Unknown = true };

    /// <summary>Null where no level is known.</summary>
    public LevelMap? Levels { get; init; }

    /// <summary>Evenly spread levels as a person says them, in place of <see cref="Levels"/>; whether they fit is for the reader to judge.</summary>
    public (int Count, int Lowest, int Highest)? Spread { get; init; }

    public ImmutableArray<LevelCaption> Captions { get; init; } = [];

    /// <summary>For a device that knows only plus and minus.</summary>
    public TimeSpan? StepGap { get; init; }

    public ImmutableArray<string> Channels { get; init; } = [];

    public ImmutableArray<Endpoint> Endpoints { get; init; } = [];

    /// <summary>Names of endpoints whose UUIDs nobody knows.</summary>
    public ImmutableArray<string> Unplaced { get; init; } = [];

    public ImmutableArray<NotificationFormat> Notifications { get; init; } = [];

    /// <summary>By the names that profiles give them; no <c>stop</c> among them where none is known.</summary>
    public ImmutableArray<Operation> Operations { get; init; } = [];

    public Endpoint? ReadStatus { get; init; }

    public ImmutableArray<ConnectStep> Connect { get; init; } = [];

    public TimeSpan MinimumGap { get; init; }

    public DeviceKeepAlive? KeepAlive { get; init; }

    public DeviceCountdown? Countdown { get; init; }

    public bool BatteryService { get; init; }

    public bool DeviceInformation { get; init; }

    /// <summary>All of a profile.</summary>
    public static ProfileDraft Of(DeviceProfile profile) => new()
    {
        Id = profile.Id,
        Name = profile.Name,
        Kind = profile.Kind,
        Ceiling = profile.Ceiling,
        Provenance = profile.Provenance,
        OnDisconnect = profile.OnDisconnect,
        Safety = profile.Safety,
        Match = profile.Match,
        Levels = profile.Levels,
        Captions = profile.Captions,
        StepGap = profile.Steps?.Gap,
        Channels = profile.Channels,
        Endpoints = profile.Endpoints,
        Notifications = profile.Notifications,
        Operations = profile.Operations,
        ReadStatus = profile.ReadStatus,
        Connect = profile.Connect,
        MinimumGap = profile.MinimumGap,
        KeepAlive = profile.KeepAlive,
        Countdown = profile.Countdown,
        BatteryService = profile.BatteryService,
        DeviceInformation = profile.DeviceInformation,
    };
}
