using System.Collections.Immutable;
using MassagerControl.Devices.Frames;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Json;

namespace MassagerControl.Devices.Profiles;

/// <summary>The part of a profile that goes over the air.</summary>
internal sealed record Wire(
    LevelMap Levels,
    ImmutableArray<Endpoint> Endpoints,
    ImmutableArray<NotificationFormat> Notifications,
    ImmutableArray<Operation> Operations,
    ImmutableArray<ConnectStep> Connect)
{
    public const string SetLevelName = "setLevel";
    public const string StopName = "stop";
    public const string RequestStatusName = "requestStatus";

    public required Operation SetLevel { get; init; }

    public required Operation Stop { get; init; }

    public Operation? RequestStatus => Operations.FirstOrDefault(operation => operation.Name == RequestStatusName);
}

/// <summary>Reads endpoints, notifications, operations and the connect sequence, each by the names of those before.</summary>
internal sealed class WireReader
{
    private static readonly Endpoint NoEndpoint = new("", default, default, GattProperties.None);
    private static readonly FrameTemplate NoFrame = new([]);

    private readonly ImmutableArray<Endpoint> _endpoints;
    private readonly ImmutableArray<NotificationFormat> _notifications;
    private readonly ImmutableArray<Operation> _operations;

    private WireReader(JsonObjectCursor root)
    {
        _endpoints = root.Required("endpoints").Map(ReadEndpoint);
        _notifications = root.Optional("notifications")?.Map(ReadNotification) ?? [];
        _operations = root.Required("operations").Map(ReadOperation);
    }

    public static Wire Read(JsonObjectCursor root)
    {
        var levels = root.Required("levels").Object(LevelMapReader.Read);
        var reader = new WireReader(root);
        var connect = root.Required("connect").Array(step => step.Object(reader.ReadStep), 0, 32);
        return new(levels, reader._endpoints, reader._notifications, reader._operations, connect)
        {
            SetLevel = reader.Needed(root, Wire.SetLevelName),
            Stop = reader.Needed(root, Wire.StopName),
        };
    }

    private static Endpoint ReadEndpoint(string name, JsonValueCursor value) => value.Object(endpoint => new Endpoint(
        name,
        Uuid(endpoint.Required("service")),
        Uuid(endpoint.Required("characteristic")),
        endpoint.Required("properties").Array(item => item.Choice<GattProperties>(
            ("read", GattProperties.Read),
            ("write", GattProperties.Write),
            ("writeWithoutResponse", GattProperties.WriteWithoutResponse),
            ("notify", GattProperties.Notify),
            ("indicate", GattProperties.Indicate)), 1, 5).Aggregate(GattProperties.None, (all, one) => all | one)));

    private static GattUuid Uuid(JsonValueCursor value)
    {
        if (!GattUuid.TryParse(value.String(), out var uuid) && value.IsString)
            value.Error("is no UUID: write 4 hex digits or the long form with hyphens");
        return uuid;
    }

    private NotificationFormat ReadNotification(string name, JsonValueCursor value) => value.Object(notification =>
    {
        var endpoint = EndpointOf(notification.Required("endpoint"));
        if (endpoint != NoEndpoint && !endpoint.CanNotify)
            notification.Error($"the endpoint '{endpoint.Name}' has neither notify nor indicate among its properties");
        return new NotificationFormat(name, endpoint, FrameTemplateReader.Read(
            notification.Required("frame"), FieldNames.Level, FieldNames.Running, FieldNames.Battery, FieldNames.Version));
    });

    private Operation ReadOperation(string name, JsonValueCursor value) => value.Object(operation =>
    {
        var endpoint = EndpointOf(operation.Required("endpoint"));
        var mode = operation.Required("mode").Enum<WriteMode>();
        if (endpoint != NoEndpoint && !endpoint.Can(mode))
            operation.Error($"the endpoint '{endpoint.Name}' has no such write among its properties");
        string[] fields = name == Wire.SetLevelName ? [FieldNames.Level] : [];
        return new Operation(name, endpoint, mode, FrameTemplateReader.Read(operation.Required("frame"), fields))
        {
            AnsweredBy = operation.Optional("answeredBy") is { } answer ? Find(answer, _notifications, n => n.Name) : null,
            Note = operation.Optional("note")?.Text() ?? "",
        };
    });

    private ConnectStep ReadStep(JsonObjectCursor step)
    {
        if (step.Has("subscribe"))
            return Subscribe(step.Required("subscribe"));
        var cursor = step.Required("send");
        return new SendStep(Find(cursor, _operations, operation => operation.Name) ?? Absent(""));
    }

    private SubscribeStep Subscribe(JsonValueCursor name)
    {
        var endpoint = EndpointOf(name);
        if (endpoint != NoEndpoint && !endpoint.CanNotify)
            name.Error("has neither notify nor indicate among its properties");
        return new(endpoint);
    }

    private Endpoint EndpointOf(JsonValueCursor name) => Find(name, _endpoints, endpoint => endpoint.Name) ?? NoEndpoint;

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
