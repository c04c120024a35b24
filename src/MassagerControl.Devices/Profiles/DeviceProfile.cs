using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Devices.Profiles;

/// <summary>A device family as its file describes it; complete and checked.</summary>
public sealed record DeviceProfile
{
    public required string Id { get; init; }

    /// <summary>For people.</summary>
    public required string Name { get; init; }

    public required MassagerKind Kind { get; init; }

    public required LevelMap Levels { get; init; }

    /// <summary>What was published about single levels.</summary>
    public ImmutableArray<LevelCaption> Captions { get; init; } = [];

    /// <summary>100 % where the source names none.</summary>
    public required Intensity Ceiling { get; init; }

    public required OnDisconnect OnDisconnect { get; init; }

    public DeviceSafety Safety { get; init; } = new();

    public required Provenance Provenance { get; init; }

    public required Recognition Match { get; init; }

    /// <summary>The device's motors by name, all driven alike; empty where there is one, or nobody can tell them apart.</summary>
    public ImmutableArray<string> Channels { get; init; } = [];

    public required ImmutableArray<Endpoint> Endpoints { get; init; }

    public required ImmutableArray<NotificationFormat> Notifications { get; init; }

    /// <summary>Everything that the device can be told, <see cref="SetLevel"/> and <see cref="Stop"/> among it.</summary>
    public required ImmutableArray<Operation> Operations { get; init; }

    /// <summary>Carries the field <c>level</c>, or one for each channel; of a device that knows only plus and minus it is plus.</summary>
    public required Operation SetLevel { get; init; }

    /// <summary>Carries no field; may go out at any moment.</summary>
    public required Operation Stop { get; init; }

    /// <summary>Sent before the first level after connecting and after every stop; null where the device needs none.</summary>
    public Operation? Start { get; init; }

    /// <summary>For a device that knows only plus and minus; null for all others.</summary>
    public LevelSteps? Steps { get; init; }

    /// <summary>Asks for a notification that tells the level; null where the device has no such request.</summary>
    public Operation? RequestStatus { get; init; }

    /// <summary>Read to learn the level of a device that has no such request; null where it is not read.</summary>
    public Endpoint? ReadStatus { get; init; }

    /// <summary>The device says its level when it is asked for it.</summary>
    public bool CanBeAsked => RequestStatus is not null || ReadStatus is not null;

    /// <summary>The device says, asked or not, whether its motor runs.</summary>
    public bool TellsLevel
    {
        get
        {
            foreach (var format in Notifications)
                if (format.TellsLevel)
                    return true;
            return false;
        }
    }

    public required ImmutableArray<ConnectStep> Connect { get; init; }

    /// <summary>Connecting waits until the device says it.</summary>
    internal bool WaitsFor(NotificationFormat format)
    {
        foreach (var step in Connect)
            if (step is WaitStep wait && wait.For.Name == format.Name)
                return true;
        return false;
    }

    /// <summary>How long connecting may wait for somebody to do something at the device.</summary>
    public TimeSpan PersonTime => Connect.OfType<WaitStep>().Where(wait => wait.Say.Length > 0).Aggregate(TimeSpan.Zero, (all, wait) => all + wait.Within);

    /// <summary>Between any frame and the next one that sets a level; the first frame of a stop does not wait for it, the others do.</summary>
    public required TimeSpan MinimumGap { get; init; }

    /// <summary>Null where the device wants none.</summary>
    public DeviceKeepAlive? KeepAlive { get; init; }

    /// <summary>Null where the device has none that is known.</summary>
    public DeviceCountdown? Countdown { get; init; }

    /// <summary>The device has the standard Battery service.</summary>
    public required bool BatteryService { get; init; }

    /// <summary>The device has the standard Device Information service.</summary>
    public bool DeviceInformation { get; init; }

    public LevelScale Scale => Levels.Scale;

    /// <summary>The operation and everything that follows it at once.</summary>
    public ImmutableArray<Operation> Chain(Operation first)
    {
        if (first.Then.Length == 0)
            return [first];
        var chain = ImmutableArray.CreateBuilder<Operation>();
        for (var next = first; next is not null && !chain.Contains(next); next = Find(next.Then))
            chain.Add(next);
        return chain.ToImmutable();
    }

    /// <summary>The frames of the operation and of everything that follows it, each with the time that must pass before it.</summary>
    public IEnumerable<(Operation Operation, TimeSpan Pause)> Frames(Operation first)
    {
        var pause = TimeSpan.Zero;
        foreach (var operation in Chain(first))
        {
            for (var copy = 0; copy < operation.Times; copy++)
                yield return (operation, copy == 0 ? pause : operation.TimesGap);
            pause = operation.Pause;
        }
    }

    /// <summary>It follows what sets a level and carries none itself: it commits or releases what was set.</summary>
    public bool FollowsLevel(Operation operation) => !CarriesLevel(operation)
        && (Follows(SetLevel, operation) || Follows(Start, operation) || Follows(Steps?.Down, operation));

    /// <summary>It is the stop, or follows it at once.</summary>
    internal bool IsInStop(Operation operation) => operation == Stop || (Stop.Then.Length > 0 && Chain(Stop).Contains(operation));

    /// <summary>What it sets waits for an operation further on in its chain.</summary>
    internal bool Waits(Operation operation) => operation.Then.Length > 0 && LevelFirsts.Append(Stop)
        .Any(first => Chain(first) is var chain && chain.IndexOf(operation) is >= 0 and var at && chain.Skip(at + 1).Any(later => later.Commits));

    internal bool CarriesLevel(Operation operation)
    {
        foreach (var field in operation.Frame.Carries)
            if (field.Name == FieldNames.Level || Channels.Contains(field.Name))
                return true;
        return false;
    }

    /// <summary>What this profile describes and a device lacks; null when the device has all of it.</summary>
    /// <param name="offered">The device's characteristics.</param>
    public string? Misfit(ImmutableArray<GattCharacteristic> offered)
    {
        foreach (var endpoint in Endpoints)
            if (endpoint.In(offered) is not { } found)
                return $"has {endpoint.Place}";
            else if ((found.Properties & endpoint.Properties) != endpoint.Properties)
                return $"characteristic {found.Uuid} offers {found.Properties}, the profile needs {endpoint.Properties}";
        return null;
    }

    /// <summary>What a session knows of a device of this profile before a link exists.</summary>
    /// <param name="device">For logs: <c>sim:PROFILE</c>, a paired name, or <c>socket</c>; never a path.</param>
    public MassagerTraits TraitsOf(string device, bool simulated) => new()
    {
        Name = Name,
        Device = device,
        Profile = Id,
        Kind = Kind,
        Scale = Scale,
        Ceiling = Ceiling,
        OnDisconnect = OnDisconnect,
        LevelGap = LevelGap,
        PersonTime = PersonTime,
        AttendedOnly = Safety.AttendedOnly,
        Simulated = simulated,
    };

    /// <summary>From one level to the next: every frame of it, as far apart as the profile wants; for a device of plus and minus, one step of the scale.</summary>
    private TimeSpan LevelGap => Steps is { } steps
        ? (steps.Gap > MinimumGap ? steps.Gap : MinimumGap) * Scale.StepUp
        : Frames(SetLevel).Aggregate(TimeSpan.Zero, (all, frame) => all + (frame.Pause > MinimumGap ? frame.Pause : MinimumGap));

    /// <summary>Where the chains begin that set a level.</summary>
    private IEnumerable<Operation> LevelFirsts => new[] { SetLevel, Start, Steps?.Down }.OfType<Operation>();

    private bool Follows(Operation? first, Operation later) => first is { Then.Length: > 0 } && first != later && Chain(first).Contains(later);

    /// <returns>Null when there is none.</returns>
    public Operation? Find(string operation) => Operations.FirstOrDefault(candidate => candidate.Name == operation);
}

/// <summary>How a device that knows only plus and minus is brought to a level.</summary>
/// <param name="Gap">Between two steps, at least.</param>
public sealed record LevelSteps(Operation Up, Operation Down, TimeSpan Gap);
