using System.Collections.Immutable;
using MassagerControl.Devices.Frames;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Json;

namespace MassagerControl.Devices.Profiles;

/// <summary>The part of a profile that goes over the air.</summary>
internal sealed record Wire(
    LevelFormat Levels,
    ImmutableArray<string> Channels,
    ImmutableArray<Endpoint> Endpoints,
    ImmutableArray<NotificationFormat> Notifications,
    ImmutableArray<Operation> Operations)
{
    public const string SetLevelName = "setLevel";
    public const string StopName = "stop";
    public const string StartName = "start";
    public const string RequestStatusName = "requestStatus";
    public const string StepUpName = "stepUp";
    public const string StepDownName = "stepDown";

    public ImmutableArray<ConnectStep> Connect { get; init; } = [];

    public DeviceCountdown? Countdown { get; init; }

    public DeviceKeepAlive? KeepAlive { get; init; }

    public required Operation SetLevel { get; init; }

    public required Operation Stop { get; init; }

    public LevelSteps? Steps { get; init; }

    public Endpoint? ReadStatus { get; init; }

    public Operation? Find(string name) => Operations.FirstOrDefault(operation => operation.Name == name);
}

/// <summary>Reads endpoints, notifications, operations and the connect sequence, each by the names of those before.</summary>
internal sealed class WireReader
{
    private const int MostSteps = 32;
    private const double MostSeconds = 60;

    /// <summary>For a person to do something at the device, in seconds; of all such waits together too.</summary>
    internal const double LongestWait = 120;

    internal const int MostWords = 120;

    private const double LongestSilentWait = 10;

    /// <summary>Between two frames of one operation, in seconds.</summary>
    internal const double MostPause = 2;

    private static readonly Endpoint NoEndpoint = new("", default, default, GattProperties.None);
    private static readonly FrameTemplate NoFrame = new([]);

    private readonly LevelFormat _levels;
    private readonly ImmutableArray<string> _channels;
    private readonly string _pin;
    private readonly ImmutableArray<Endpoint> _endpoints;
    private readonly ImmutableArray<NotificationFormat> _notifications;
    private readonly ImmutableArray<Operation> _operations;

    private WireReader(JsonObjectCursor root)
    {
        _levels = root.Required("levels").Object(LevelMapReader.Read);
        _channels = root.Optional("channels")?.Array(item => item.Text(), 1, 8) ?? [];
        _pin = root.Optional("pin") is { } pin ? ReadPin(pin) : "";
        _endpoints = root.Required("endpoints").Map(EndpointReader.Read);
        _notifications = root.Optional("notifications")?.Map(ReadNotification) ?? [];
        _operations = root.Required("operations").Map(ReadOperation);
    }

    public static Wire Read(JsonObjectCursor root)
    {
        var reader = new WireReader(root);
        var connect = root.Required("connect").Array(step => step.Object(reader.ReadStep), 0, MostSteps);
        var steps = reader._levels.StepGap is { } gap
            ? new LevelSteps(reader.Needed(root, Wire.StepUpName), reader.Needed(root, Wire.StepDownName), gap)
            : null;
        return new(reader._levels, reader._channels, reader._endpoints, reader._notifications, reader._operations)
        {
            Connect = connect,
            Steps = steps,
            SetLevel = steps?.Up ?? reader.Needed(root, Wire.SetLevelName),
            Stop = reader.Needed(root, Wire.StopName),
            ReadStatus = root.Optional("readStatus") is { } status ? reader.Readable(status) : null,
            Countdown = root.Optional("countdown")?.Object(reader.ReadCountdown),
            KeepAlive = root.Optional("keepAlive")?.Object(reader.ReadKeepAlive),
        };
    }

    private static string ReadPin(JsonValueCursor cursor)
    {
        var pin = cursor.String(1, ProfileReader.MostPinDigits);
        if (!pin.All(char.IsAsciiDigit))
            cursor.Error("has digits only");
        return pin.All(char.IsAsciiDigit) ? pin : "";
    }

    private NotificationFormat ReadNotification(string name, JsonValueCursor value) => value.Object(notification =>
    {
        var endpoint = EndpointOf(notification.Required("endpoint"));
        if (endpoint != NoEndpoint && !endpoint.CanNotify && !endpoint.CanRead)
            notification.Error($"the endpoint '{endpoint.Name}' has neither notify nor indicate nor read among its properties");
        var lengths = notification.Optional("length")?.Object(length => Lengths(length));
        return new NotificationFormat(name, endpoint, FrameTemplateReader.Read(
            notification.Required("frame"), new([.. FieldNames.Told, .. _channels])))
        {
            Means = notification.Optional("means")?.Object(Meanings) ?? FieldValues.None,
            Refuses = notification.Optional("refuses")?.Text(),
            Lengths = lengths ?? (0, int.MaxValue),
        };
    });

    private static (int Least, int Most) Lengths(JsonObjectCursor length)
    {
        var least = length.Optional("least")?.Int(1, StreamFormat.MostBytes) ?? 0;
        return (least, length.Optional("most")?.Int(Math.Max(1, least), StreamFormat.MostBytes) ?? int.MaxValue);
    }

    private static FieldValues Meanings(JsonObjectCursor means)
    {
        var values = FieldValues.None;
        foreach (var name in FieldNames.Told)
            if (means.Optional(name) is { } value)
                values = values.With(name, value.Int(0, int.MaxValue));
        return values;
    }

    private Operation ReadOperation(string name, JsonValueCursor value) => value.Object(operation =>
    {
        var endpoint = EndpointOf(operation.Required("endpoint"));
        var mode = operation.Required("mode").Enum<WriteMode>();
        if (endpoint != NoEndpoint && !endpoint.Can(mode))
            operation.Error($"the endpoint '{endpoint.Name}' has no such write among its properties");
        var (times, gap) = operation.Optional("repeat")?.Object(Repeats) ?? (1, TimeSpan.Zero);
        return new Operation(name, endpoint, mode, FrameTemplateReader.Read(operation.Required("frame"), new(FieldsOf(name), _pin)))
        {
            AnsweredBy = operation.Optional("answeredBy") is { } answer ? Find(answer, _notifications, n => n.Name) : null,
            Note = operation.Optional("note")?.Text() ?? "",
            Then = operation.Optional("then")?.Text() ?? "",
            Pause = operation.Optional("pause")?.Seconds(0, MostPause) ?? TimeSpan.Zero,
            Commits = operation.Optional("commits")?.Bool() ?? false,
            Channel = operation.Optional("channel") is { } channel ? Find(channel, _channels, own => own) ?? "" : "",
            MovesMotor = operation.Optional("movesMotor")?.Bool() ?? false,
            ConfirmedBy = operation.Optional("confirmedBy")?.Text() ?? "",
            Times = times,
            TimesGap = gap,
        };
    });

    private ImmutableArray<string> FieldsOf(string operation) => operation switch
    {
        Wire.StopName or Wire.RequestStatusName or Wire.StepUpName or Wire.StepDownName => [],
        _ => [FieldNames.Level, .. _channels, .. FieldNames.Countdown],
    };

    private static (int Times, TimeSpan Gap) Repeats(JsonObjectCursor repeat) =>
        (repeat.Required("times").Int(2, Operation.MostRepeats), repeat.Optional("gap")?.Seconds(0, 1) ?? TimeSpan.Zero);

    private DeviceCountdown ReadCountdown(JsonObjectCursor countdown)
    {
        var seconds = countdown.Required("seconds").Int(1, 3600);
        var rearm = countdown.Required("rearmAfter");
        var after = rearm.Number(0.1, 3600, "seconds");
        if (after > seconds / 2.0)
            rearm.Error("is more than half of the countdown: one lost frame would let it run out");
        return new(TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(after), countdown.Optional("send") is { } send ? OperationOf(send) : null)
        {
            Enforced = countdown.Optional("enforced")?.Bool() ?? false,
        };
    }

    private DeviceKeepAlive ReadKeepAlive(JsonObjectCursor keepAlive)
    {
        var every = keepAlive.Required("every").Seconds(0.1, MostSeconds);
        var (send, read) = (keepAlive.Optional("send"), keepAlive.Optional("read"));
        var repeats = keepAlive.Optional("repeatLevel")?.Bool() ?? false;
        if (new[] { repeats, send is not null, read is not null }.Count(said => said) != 1)
            keepAlive.Error("says one of three: 'send' an operation, 'read' an endpoint, or 'repeatLevel'");
        return new(every, send is null ? null : OperationOf(send)) { Read = read is null ? null : Readable(read) };
    }

    private ConnectStep ReadStep(JsonObjectCursor step)
    {
        if (step.Has("subscribe"))
            return Subscribe(step.Required("subscribe"));
        if (step.Has("read"))
            return new ReadStep(Readable(step.Required("read")));
        if (step.Has("wait"))
            return Wait(step);
        if (step.Has("delay"))
            return new DelayStep(step.Required("delay").Seconds(0, 10));
        if (step.Has("mtu"))
            return new MtuStep(step.Required("mtu").Int(23, 517));
        if (step.Has("bond"))
            return Bond(step.Required("bond"));
        return new SendStep(OperationOf(step.Required("send")));
    }

    private WaitStep Wait(JsonObjectCursor step)
    {
        var cursor = step.Required("wait");
        var format = Find(cursor, _notifications, notification => notification.Name) ?? new("", NoEndpoint, NoFrame);
        var say = step.Optional("say") is { } words ? Said(words) : "";
        var within = step.Required("within");
        var time = within.Seconds(0.1, LongestWait);
        if (say.Length == 0 && time > TimeSpan.FromSeconds(LongestSilentWait))
            within.Error($"is longer than {LongestSilentWait} s: so long only a person is waited for, and 'say' tells what to do");
        return new(format, step.Optional("where")?.Object(Meanings) ?? FieldValues.None, time) { Say = say };
    }

    private static string Said(JsonValueCursor words)
    {
        var text = words.String(1, MostWords);
        if (text.Any(char.IsControl))
            words.Error("is one line of words");
        return text.Any(char.IsControl) ? "" : text;
    }

    private static BondStep Bond(JsonValueCursor bond)
    {
        if (!bond.Bool())
            bond.Error("is true or left out");
        return new();
    }

    private SubscribeStep Subscribe(JsonValueCursor name)
    {
        var endpoint = EndpointOf(name);
        if (endpoint != NoEndpoint && !endpoint.CanNotify)
            name.Error("has neither notify nor indicate among its properties");
        return new(endpoint);
    }

    private Endpoint Readable(JsonValueCursor name)
    {
        var endpoint = EndpointOf(name);
        if (endpoint != NoEndpoint && !endpoint.CanRead)
            name.Error("has no read among its properties");
        return endpoint;
    }

    private Endpoint EndpointOf(JsonValueCursor name) => Find(name, _endpoints, endpoint => endpoint.Name) ?? NoEndpoint;

    private Operation OperationOf(JsonValueCursor name) => Find(name, _operations, operation => operation.Name) ?? Absent("");

    private Operation Needed(JsonObjectCursor root, string name)
    {
        if (_operations.FirstOrDefault(operation => operation.Name == name) is { } found)
            return found;
        root.Error($"{root.Path}.operations.{name}", "is missing");
        return Absent(name);
    }

    private static Operation Absent(string name) => new(name, NoEndpoint, WriteMode.WithResponse, NoFrame);

    /// <returns>Null when there is none, which is then reported.</returns>
    private static T? Find<T>(JsonValueCursor reference, ImmutableArray<T> all, Func<T, string> nameOf)
        where T : class
    {
        var name = reference.String();
        if (!reference.IsString)
            return null;
        foreach (var candidate in all)
            if (nameOf(candidate) == name)
                return candidate;
        reference.Error($"'{name}' is not described here; known: {string.Join(", ", all.Select(nameOf))}");
        return null;
    }
}
