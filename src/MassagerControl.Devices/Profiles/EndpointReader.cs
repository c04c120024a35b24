using MassagerControl.Devices.Frames;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Json;

namespace MassagerControl.Devices.Profiles;

/// <summary>Reads where a characteristic is, what it must offer, and how its notifications are cut into frames.</summary>
internal static class EndpointReader
{
    private const int UsualMost = 512;

    /// <summary>What a characteristic can offer, by its word in profiles.</summary>
    public static readonly (string Word, GattProperties Property)[] Offers =
    [
        ("read", GattProperties.Read),
        ("write", GattProperties.Write),
        ("writeWithoutResponse", GattProperties.WriteWithoutResponse),
        ("notify", GattProperties.Notify),
        ("indicate", GattProperties.Indicate),
    ];

    public static Endpoint Read(string name, JsonValueCursor value) => value.Object(endpoint =>
    {
        var service = Uuid(endpoint.Required("service"));
        var byProperty = endpoint.Optional("byProperty")?.Bool() ?? false;
        var characteristic = byProperty ? default : Uuid(endpoint.Required("characteristic"));
        return new Endpoint(name, service, characteristic, Properties(endpoint.Required("properties")))
        {
            ByProperty = byProperty,
            Alternatives = endpoint.Optional("or")?.Array(item => item.Object(Alternative), 1, 8) ?? [],
            Stream = endpoint.Optional("stream")?.Object(Stream),
        };
    });

    private static (GattUuid Service, GattUuid Characteristic) Alternative(JsonObjectCursor other) =>
        (Uuid(other.Required("service")), Uuid(other.Required("characteristic")));

    private static GattProperties Properties(JsonValueCursor properties) =>
        properties.Array(item => item.Choice<GattProperties>(Offers), 1, Offers.Length).Aggregate(GattProperties.None, (all, one) => all | one);

    public static GattUuid Uuid(JsonValueCursor value)
    {
        if (!GattUuid.TryParse(value.String(), out var uuid) && value.IsString)
            value.Error("is no UUID: write 4 or 8 hex digits, or the long form with hyphens");
        return uuid;
    }

    private static StreamFormat Stream(JsonObjectCursor stream)
    {
        var header = stream.Optional("header") is { } first ? FrameTemplateReader.Bytes(first) : [];
        var terminator = stream.Optional("terminator") is { } last ? FrameTemplateReader.Bytes(last) : [];
        var length = stream.Optional("length")?.Object(said => new StreamLength(
            said.Required("at").Int(0, FrameTemplateReader.MostBytes),
            FrameTemplateReader.Number(said.Required("as")),
            said.Optional("plus")?.Int(-FrameTemplateReader.MostBytes, FrameTemplateReader.MostBytes) ?? 0));
        var json = stream.Optional("json")?.Bool() ?? false;
        var most = stream.Optional("most")?.Int(1, StreamFormat.MostBytes) ?? UsualMost;
        if (json == (length is not null || !terminator.IsEmpty) || (json && !header.IsEmpty))
            stream.Error("says how a frame ends: by 'terminator', by 'length', or it is 'json'");
        return new(header, terminator, length, most) { Json = json };
    }
}
