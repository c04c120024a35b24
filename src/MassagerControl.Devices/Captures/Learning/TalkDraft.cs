using System.Collections.Immutable;
using MassagerControl.Devices.Captures.Inference;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Profiles;

namespace MassagerControl.Devices.Captures.Learning;

/// <summary>What the device says, what a new link is told first, and what is said again and again.</summary>
internal sealed class TalkDraft(LearnRequest request, LearnedProtocol protocol, EndpointDraft endpoints, DraftNotes notes)
{
    private const int MostNotifications = 12;
    private const int UsualPayload = 20;

    private static readonly TimeSpan ShortestPeriod = TimeSpan.FromSeconds(0.1);
    private static readonly TimeSpan LongestPeriod = TimeSpan.FromSeconds(60);

    private static readonly GattUuid[] Standard =
        [GattUuid.BatteryService, GattUuid.DeviceInformationService, GattUuid.FromShort(0x1800), GattUuid.FromShort(0x1801)];

    /// <summary>A place of every device, such as its battery; no profile describes it.</summary>
    public static bool IsStandard(GattCharacteristic? uuids) => uuids is not null && Standard.Contains(uuids.Service);

    /// <param name="levels">Of the draft; null where it has none.</param>
    public ImmutableArray<NotificationFormat> Notifications(LevelDraft? levels)
    {
        var formats = ImmutableArray.CreateBuilder<NotificationFormat>();
        foreach (var group in ToldKinds.Of(protocol.Groups).Where(_ => formats.Count < MostNotifications))
        {
            var template = FrameDraft.Told(group, name => Means(group, name, levels));
            if (template is null || !template.Fields.Any() || template.Fields.Distinct().Count() != template.Fields.Length)
                continue;
            if (group.Parts.OfType<ConstantBytes>().Any(constant => constant.At + constant.Length > 1))
                notes.IsUnknown("whether bytes of the notifications that never changed in the capture always stay so: a frame in which one differs says nothing to this profile");
            formats.Add(new(formats.Count == 0 ? "status" : $"status{formats.Count + 1}", endpoints.At(group.Place, "status"), template));
        }
        if (formats.Count == 0)
            notes.IsUnknown("what the device reports: level, battery, its own button");
        return formats.ToImmutable();
    }

    /// <summary>First what was listened to, then what was written once on each link.</summary>
    public (ImmutableArray<Operation> Operations, ImmutableArray<ConnectStep> Steps) Connect(
        LevelDraft? levels, StopDraft stop, IEnumerable<NotificationFormat> notifications)
    {
        var steps = ImmutableArray.CreateBuilder<ConnectStep>();
        if (request.Device.Mtu is { } mtu and > 23 && protocol.Groups.Any(group => group.Distinct.Any(frame => frame.Bytes.Length > UsualPayload)))
            steps.Add(new MtuStep(Math.Min(mtu, 517)));
        if (request.Device.Encrypted)
        {
            steps.Add(new BondStep());
            notes.IsUnknown("whether the device demands a bond: the link of the capture was encrypted, so this profile bonds");
        }
        foreach (var handle in Heard(notifications))
            steps.Add(new SubscribeStep(endpoints.At(handle, "status")));
        var operations = ImmutableArray.CreateBuilder<Operation>();
        foreach (var frame in protocol.Greeting.Where(frame => !IsKnown(frame, levels, stop)))
            steps.Add(new SendStep(Hello(frame, operations)));
        return (operations.ToImmutable(), steps.ToImmutable());
    }

    /// <param name="levels">Of the draft.</param>
    /// <param name="frames">All of the capture, in order.</param>
    public (Operation? Operation, DeviceKeepAlive? KeepAlive) KeepAlive(LevelDraft? levels, ImmutableArray<SeenFrame> frames)
    {
        var group = protocol.Groups.FirstOrDefault(group => group.Meaning == GroupMeaning.KeepAlive && !group.IsTold());
        if (group is not null && protocol.KeepAliveEvery is { } every && levels?.Drives(group.Place, group.Distinct[0].Bytes.AsSpan(), endpoints) != true)
        {
            if (group.Distinct.Length > 1 && !group.Parts.Any(part => part is CountingNumber))
            {
                notes.IsUnknown("what the frames mean that the app repeats: they differ");
                return (null, null);
            }
            var beat = group.Distinct[0];
            var operation = new Operation("heartbeat", endpoints.At(group.Place, "control"), beat.Mode(), FrameDraft.Exact(group, beat.Bytes));
            return (operation, new(Bounded(every), operation));
        }
        return levels is not null && Repeated(levels, frames) is { } period ? (null, new(Bounded(period), null)) : (null, null);
    }

    private static TimeSpan Bounded(TimeSpan period) => period < ShortestPeriod ? ShortestPeriod : period > LongestPeriod ? LongestPeriod : period;

    /// <returns>How often one level was written again while nothing else was; null where it was not.</returns>
    private TimeSpan? Repeated(LevelDraft levels, ImmutableArray<SeenFrame> frames)
    {
        var handle = endpoints.HandleOf(levels.SetLevel.Endpoint);
        var own = frames.Where(frame => frame.IsWritten() && frame.Place == handle && levels.SetLevel.Frame.TryDecode(frame.Bytes.AsSpan(), out _, out _)).ToArray();
        var gaps = own.Zip(own.Skip(1))
            .Where(pair => Number(levels, pair.First) == Number(levels, pair.Second) && pair.First.Link == pair.Second.Link)
            .Select(pair => pair.Second.At - pair.First.At).Order().ToArray();
        if (gaps.Length < 3)
            return null;
        var median = gaps[gaps.Length / 2];
        return gaps.Count(gap => (gap - median).Duration() <= median / 4) * 4 >= gaps.Length * 3 ? median : null;
    }

    private static long? Number(LevelDraft levels, SeenFrame frame)
    {
        var field = levels.SetLevel.Frame.Carries.FirstOrDefault()?.Name;
        return field is not null && levels.SetLevel.Frame.TryDecode(frame.Bytes.AsSpan(), out var values, out _) ? values[field] : null;
    }

    /// <summary>The captured places, and those whose words mean something although the capture began after they were switched on.</summary>
    private IEnumerable<int> Heard(IEnumerable<NotificationFormat> notifications)
    {
        var listened = endpoints.Listened.Where(handle => !IsStandard(UuidsOf(handle))).Select(handle => (int)handle).ToArray();
        var told = notifications.Select(format => endpoints.HandleOf(format.Endpoint)).Distinct().Except(listened).ToArray();
        foreach (var handle in told)
            notes.IsUnknown($"how the notifications of '{endpoints.At(handle, "status").Name}' are switched on: the capture has only what they say");
        return listened.Concat(told);
    }

    private bool IsKnown(SeenFrame frame, LevelDraft? levels, StopDraft stop) =>
        stop.Operations.Any(operation => endpoints.HandleOf(operation.Endpoint) == frame.Place && operation.Frame.TryDecode(frame.Bytes.AsSpan(), out _, out _))
        || levels?.Drives(frame.Place, frame.Bytes.AsSpan(), endpoints) == true;

    private Operation Hello(SeenFrame frame, ImmutableArray<Operation>.Builder operations)
    {
        var template = FrameDraft.Exact(protocol.FindWritten(frame.Bytes, frame.Place)?.Group, frame.Bytes);
        var endpoint = endpoints.At(frame.Place, "control");
        if (operations.FirstOrDefault(known => known.Endpoint == endpoint && known.Frame.TryDecode(frame.Bytes.AsSpan(), out _, out _)) is { } same)
            return same;
        var hello = new Operation(operations.Count == 0 ? "hello" : $"hello{operations.Count + 1}", endpoint, frame.Mode(), template);
        operations.Add(hello);
        return hello;
    }

    /// <summary>A level that is told must be one of those that are set, or the two do not speak of the same numbers.</summary>
    private static bool Means(FrameGroup group, string name, LevelDraft? levels)
    {
        if (name != FieldNames.Level)
            return name is FieldNames.Running or FieldNames.Battery;
        if (levels is null)
            return false;
        var numbers = group.Distinct.Select(frame => NumberIn(group, frame)).ToArray();
        return numbers.All(number => number is { } raw && levels.Map.Exact(raw) is not null);
    }

    private static long? NumberIn(FrameGroup group, SeenFrame frame) => group.Parts.FirstOrDefault(FrameDraft.IsLevel) switch
    {
        NamedNumber number when frame.Bytes.Length >= number.At + number.Length => number.Number.Read(frame.Bytes.AsSpan(number.At, number.Length)),
        NamedDigits digits => Digits(frame.Bytes.AsSpan()[digits.At..]),
        _ => null,
    };

    private static long? Digits(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return long.TryParse(end < 0 ? bytes : bytes[..end], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private GattCharacteristic? UuidsOf(ushort handle) => request.Device.Characteristics.FirstOrDefault(characteristic => characteristic.Handle == handle)?.Uuids;
}
