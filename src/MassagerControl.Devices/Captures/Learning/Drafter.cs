using System.Collections.Immutable;
using System.Globalization;
using MassagerControl.Devices.Captures.Inference;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Profiles.Drafting;

namespace MassagerControl.Devices.Captures.Learning;

/// <summary>Makes the draft of a profile from what was learned. What is not known stays out of it.</summary>
internal sealed class Drafter(LearnRequest request, LearnedProtocol protocol, ImmutableArray<SeenFrame> frames, DraftNotes notes)
{
    // A person presses seconds apart: a longer pause in the capture says nothing of the device. Half of a session's lease, which must not run out meanwhile.
    private static readonly TimeSpan LongestGap = TimeSpan.FromSeconds(0.5);

    private readonly EndpointDraft _endpoints = new(request, frames);

    /// <summary>The levels that the draft has; null where it has none.</summary>
    public LevelDraft? Levels { get; private set; }

    /// <summary>The profile's name for a handle; null where the draft does not use it.</summary>
    public string? EndpointName(int handle) => _endpoints.NameOf(handle);

    public ProfileDraft Draft()
    {
        Levels = new LevelDrafter(protocol, request.Marks, _endpoints, notes).Draft();
        var stop = StopDraft.Of(protocol, Levels, _endpoints, frames, request.Marks, notes);
        var talk = new TalkDraft(request, protocol, _endpoints, notes);
        var notifications = talk.Notifications(Levels);
        var (hellos, steps) = talk.Connect(Levels, stop, notifications);
        var (beat, keepAlive) = talk.KeepAlive(Levels, frames);
        if (Levels is null)
            NoLevels();
        var operations = Operations(stop, hellos, beat);
        var gap = Gap();
        Places();
        notes.IsUnknown("what the motor does when the link drops");
        notes.IsUnknown("whether the device turns itself off");
        return new()
        {
            Id = request.Id ?? IdOf(request.Name ?? request.Device.Name ?? request.Device.Advertised?.Name),
            Name = request.Name ?? OwnName(),
            Kind = Kind(),
            Match = MatchDraft.Of(request.Device, notes),
            Levels = Levels is { IsWhole: true } ? Levels.Map : null,
            Channels = Levels?.Channels ?? [],
            Endpoints = _endpoints.All,
            Unplaced = _endpoints.Unplaced,
            Notifications = notifications,
            Operations = operations,
            Connect = steps,
            MinimumGap = gap,
            KeepAlive = keepAlive,
            BatteryService = Has(GattUuid.BatteryService, GattUuid.BatteryLevel),
            DeviceInformation = Has(GattUuid.DeviceInformationService, GattUuid.ModelNumber) || Has(GattUuid.DeviceInformationService, GattUuid.FirmwareRevision),
            Provenance = new()
            {
                Sources = [new(Title(), request.Licence ?? "unknown")],
                Confidence = Confidence.Captured,
                VerifiedOnHardware = false,
                Unknown = [.. notes.Unknown, .. protocol.Unknown.Except(notes.Unknown)],
            },
        };
    }

    /// <summary>An id as profiles have it.</summary>
    internal static string IdOf(string? name)
    {
        var words = new string([.. (name is null ? "" : MatchDraft.PrefixOf(name, "") ?? name).ToLowerInvariant().Select(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) ? letter : '-')])
            .Split('-', StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? "captured-device" : string.Join('-', words);
    }

    private ImmutableArray<Operation> Operations(StopDraft stop, ImmutableArray<Operation> hellos, Operation? beat)
    {
        var all = ImmutableArray.CreateBuilder<Operation>();
        if (Levels is not null)
        {
            all.AddRange(Start(Levels));
            all.AddRange(Levels.Operations);
        }
        var question = Question(stop, hellos);
        all.AddRange(stop.Operations.Select((operation, index) => index == 0 && question is not null ? operation with { ConfirmedBy = question.Name } : operation));
        all.AddRange(hellos);
        if (question is not null && !hellos.Contains(question))
            all.Add(question);
        if (beat is not null)
            all.Add(beat);
        return all.ToImmutable();
    }

    private IEnumerable<Operation> Start(LevelDraft levels)
    {
        var before = levels.Before.Where(frame => !levels.Drives(frame.Place, frame.Bytes.AsSpan(), _endpoints)).ToArray();
        for (var at = 0; at < before.Length; at++)
            yield return new(at == 0 ? Wire.StartName : $"{Wire.StartName}{at + 1}", _endpoints.At(before[at].Place, "control"), before[at].Mode(), FrameDraft.Exact(protocol.FindWritten(before[at].Bytes, before[at].Place)?.Group, before[at].Bytes))
            {
                MovesMotor = true,
                Then = at + 1 < before.Length ? $"{Wire.StartName}{at + 2}" : "",
            };
    }

    /// <summary>A stop that the device does not acknowledge is confirmed by the question that the app asked after it.</summary>
    private Operation? Question(StopDraft stop, ImmutableArray<Operation> hellos)
    {
        if (stop.Question is not { } asked || asked.Mode() != WriteMode.WithResponse || stop.Operations.All(operation => operation.Mode == WriteMode.WithResponse))
            return null;
        return hellos.FirstOrDefault(hello => hello.Mode == WriteMode.WithResponse && hello.Frame.TryDecode(asked.Bytes.AsSpan(), out _, out _))
            ?? new("ask", _endpoints.At(asked.Place, "control"), WriteMode.WithResponse, FrameDraft.Exact(protocol.FindWritten(asked.Bytes, asked.Place)?.Group, asked.Bytes));
    }

    private void NoLevels()
    {
        notes.IsUnknown("the bytes that set a level, and how many levels there are");
        if (!request.Marks.Any(mark => mark.Kind == Inference.MarkKind.Level))
            notes.Ask("Say when which level was chosen: --mark 'SECONDS level N' for each, or a file of such lines with --marks");
    }

    private TimeSpan Gap()
    {
        if (protocol.ShortestGap is not { } seen)
        {
            notes.IsUnknown("the shortest time between two commands: the capture does not show it");
            return TimeSpan.Zero;
        }
        var shown = seen.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
        notes.IsUnknown(seen > LongestGap
            ? $"the shortest time between two commands: {shown} s is the shortest in the capture, which says how fast somebody pressed; minimumGap is {LongestGap.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture)} s"
            : $"whether the device takes commands faster than {shown} s apart, the shortest time in the capture");
        return seen > LongestGap ? LongestGap : TimeSpan.FromMilliseconds(Math.Ceiling(seen.TotalMilliseconds));
    }

    private void Places()
    {
        foreach (var endpoint in _endpoints.All.Where(endpoint => _endpoints.Unplaced.Contains(endpoint.Name)))
        {
            var handle = $"0x{_endpoints.HandleOf(endpoint):X4}";
            notes.IsUnknown($"the UUIDs of '{endpoint.Name}': the capture has only its handle {handle}");
            notes.Ask($"Say what handle {handle} is: --endpoint {handle}=SERVICE/CHARACTERISTIC, as an app that lists Bluetooth devices shows them; or capture again with Bluetooth switched off and on before, so that the phone looks at the device anew");
        }
        foreach (var twice in _endpoints.All.Where(endpoint => !_endpoints.Unplaced.Contains(endpoint.Name)).GroupBy(endpoint => (endpoint.Service, endpoint.Characteristic)).Where(group => group.Count() > 1))
            notes.IsUnknown($"which of the characteristics {twice.Key.Characteristic} is meant where: the device has more than one of that UUID");
    }

    private string? OwnName() => (request.Device.Name ?? request.Device.Advertised?.Name) is { } own
        ? MatchDraft.PrefixOf(own, request.Device.Address)?.TrimEnd('-', '_', ' ') ?? own
        : null;

    private Core.Massagers.MassagerKind? Kind()
    {
        if (request.Kind is null)
            notes.IsUnknown("the kind of device: gun, ball, roller, bed or other");
        return request.Kind;
    }

    private bool Has(GattUuid service, GattUuid characteristic) =>
        request.Device.Characteristics.Any(known => known.Uuids is { } uuids && uuids.Service == service && uuids.Uuid == characteristic);

    private string Title()
    {
        var date = request.Origin.Began is { } began ? began.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "date unknown";
        return $"own capture, SHA-256 {request.Origin.Sha256}, {request.Origin.Bytes} bytes, made by {request.Origin.Software ?? "unknown software"}, {date}; the device's address is left out";
    }
}
