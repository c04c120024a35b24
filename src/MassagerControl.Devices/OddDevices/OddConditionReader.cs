using System.Collections.Immutable;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Json;
using MassagerControl.Devices.Profiles;

namespace MassagerControl.Devices.OddDevices;

/// <summary>Reads one condition by its <c>kind</c>.</summary>
internal static class OddConditionReader
{
    private const double Hour = 3600;
    private const int MostBytes = 64;

    // "Application error" is what devices like best; this one is "CCCD improperly configured".
    private const byte NotSubscribed = 0xFD;

    public static OddCondition Read(JsonObjectCursor condition) => condition.Required("kind").Choice<Func<JsonObjectCursor, OddCondition>>(
        ("needsFirst", NeedsFirst),
        ("needsGap", c => Fated(c, new NeedsGap(c.Required("seconds").Seconds(0.001, 10)))),
        ("needsRest", c => Fated(c, new NeedsRest(c.Required("seconds").Seconds(0.001, 10)))),
        ("dropsIdle", c => new DropsIdle(c.Required("seconds").Seconds(0.01, Hour))),
        ("endsLink", c => new EndsLink(c.Required("seconds").Seconds(0, Hour), Count(c, "links"))),
        ("hangsLink", c => new HangsLink(c.Required("seconds").Seconds(0, Hour), Count(c, "links"))),
        ("ignoresWrites", c => Fated(c, new IgnoresWrites(Begins(c), Count(c, "times")) { From = Count(c, "from") ?? 1 })),
        ("obeysBadly", c => Fated(c, new ObeysBadly(Begins(c), Count(c, "times")) { From = Count(c, "from") ?? 1 })),
        ("fallsSilent", c => new FallsSilent(c.Required("seconds").Seconds(0, Hour), Count(c, "links"))),
        ("speaksElsewhere", c => new SpeaksElsewhere(Uuid(c, "from"), Uuid(c, "to"))),
        ("hasTwin", c => new HasTwin(Uuid(c, "of"), OddScriptReader.Properties(c.Required("properties")))),
        ("mostLinks", c => new MostLinks(c.Required("most").Int(1, 1000))),
        ("changesAddress", c => new ChangesAddress(c.Required("links").Int(1, 1000))),
        ("switchesOff", c => new SwitchesOff(OddScriptReader.Bytes(c.Required("begins"), MostBytes), c.Required("when").Choice(("before", true), ("after", false)), Count(c, "from") ?? 1)),
        ("needsPress", c => new NeedsPress(c.Required("seconds").Seconds(0, Hour), Uuid(c, "on"), OddScriptReader.Bytes(c.Required("says"), MostBytes))),
        ("shortPackets", c => new ShortPackets(c.Required("mtu").Int(23, 517))),
        ("speaksLate", c => new SpeaksLate(c.Required("seconds").Seconds(0.001, 60))))(condition);

    private static NeedsFirst NeedsFirst(JsonObjectCursor condition)
    {
        var first = condition.Required("first").Enum<CentralAct>();
        var begins = condition.Optional("begins");
        if (begins is not null && first != CentralAct.Write)
            begins.Error("belongs to a write");
        return Fated(condition, new NeedsFirst(first, begins is null ? [] : OddScriptReader.Bytes(begins, MostBytes), condition.Optional("on") is { } on ? EndpointReader.Uuid(on) : null)
        {
            Of = condition.Optional("of")?.Array(item => item.Enum<CentralAct>(), 1, 4) ?? [CentralAct.Write],
            Lasts = condition.Optional("lasts")?.Seconds(0.001, Hour),
        });
    }

    private static T Fated<T>(JsonObjectCursor condition, T fated)
        where T : BadFate => fated with
        {
            Fate = condition.Optional("otherwise")?.Enum<EarlyFate>() ?? EarlyFate.Ignore,
            Code = (byte)(condition.Optional("code")?.Int(1, 255) ?? NotSubscribed),
        };

    private static ImmutableArray<byte> Begins(JsonObjectCursor condition) =>
        condition.Optional("begins") is { } begins ? OddScriptReader.Bytes(begins, MostBytes) : [];

    private static int? Count(JsonObjectCursor condition, string name) => condition.Optional(name)?.Int(1, 1000);

    private static GattUuid Uuid(JsonObjectCursor condition, string name) => EndpointReader.Uuid(condition.Required(name));
}
