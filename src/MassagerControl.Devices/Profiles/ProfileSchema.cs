using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Frames;
using MassagerControl.Devices.Gatt;
using static MassagerControl.Devices.Profiles.SchemaText;

namespace MassagerControl.Devices.Profiles;

/// <summary>The form of profiles as JSON Schema, for editors. What must hold between the parts of a profile only the reader knows.</summary>
internal static class ProfileSchema
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The whole file, with a line end.</summary>
    public static string Text => Root().ToJsonString(Readable).ReplaceLineEndings("\n") + "\n";

    /// <summary>The members that an object of the schema may have.</summary>
    /// <param name="definition">Empty for the profile itself.</param>
    public static IEnumerable<string> MembersOf(string definition) =>
        ((definition.Length == 0 ? Root() : Definitions()[definition]!.AsObject())["properties"]!.AsObject()).Select(member => member.Key);

    private static JsonObject Root()
    {
        var root = Members(
            ("$schema", SchemaText.Text()),
            ("format!", Whole(ProfileReader.Format, ProfileReader.Format, "version of this format")),
            ("id!", Pattern("^[a-z0-9-]+$", "the name of the file without its ending")),
            ("name!", SchemaText.Text("for people")),
            ("kind!", Words<MassagerKind>()),
            ("ceiling", Number(0, 100, "percent; the profile never drives more")),
            ("provenance!", Ref("provenance")),
            ("safety!", Ref("safety")),
            ("match!", Ref("match")),
            ("levels!", Ref("levels")),
            ("channels", List(SchemaText.Text(), 1, 8, "names of the motors, all driven alike")),
            ("pin", Pattern($"^[0-9]{{1,{ProfileReader.MostPinDigits}}}$", "digits that unlock the device")),
            ("codec", SchemaText.Text("a cipher or challenge that the device demands; this program has none and refuses the profile")),
            ("minimumGap", Number(0, 10, "seconds between any frame and the next one that sets a level; the first frame of a stop does not wait, the others do")),
            ("keepAlive", Ref("keepAlive")),
            ("readStatus", SchemaText.Text("an endpoint that is read to learn the level")),
            ("countdown", Ref("countdown")),
            ("batteryService", Flag("the device has the standard Battery service")),
            ("deviceInformation", Flag("the device has the standard Device Information service")),
            ("endpoints!", Map(Ref("endpoint"))),
            ("notifications", Map(Ref("notification"))),
            ("operations!", Map(Ref("operation"))),
            ("connect!", List(Ref("step"), 0, 32, "what makes a new link usable; never moves a motor")));
        root.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        root.Insert(1, "title", "Profile of a massage device, format 1");
        root["$defs"] = Definitions();
        return root;
    }

    private static JsonObject Definitions()
    {
        var all = new JsonObject
        {
            ["provenance"] = Members(
                ("sources!", List(Ref("source"), 1)), ("confidence!", Words<Confidence>()), ("verifiedOnHardware!", Flag()),
                ("unknown!", List(SchemaText.Text(), 0, about: "what nobody knows about the device")), ("firmware", Ref("firmware"))),
            ["source"] = Members(("title!", SchemaText.Text()), ("licence!", SchemaText.Text())),
            ["firmware"] = Members(("least", Whole(0, int.MaxValue)), ("most", Whole(0, int.MaxValue)), ("text!", SchemaText.Text())),
            ["safety"] = Members(
                ("onDisconnect!", Words<OnDisconnect>("unknown unless it was measured")),
                ("startsOnConnect", Flag("such a device is refused")), ("electrical", Flag("such a device is refused")),
                ("movesFurniture", Flag()), ("massageOperations", List(SchemaText.Text(), 1)), ("attendedOnly", Flag())),
            ["match"] = Members(
                ("names", Names("exact names")), ("prefixes", Names("what a name begins with")), ("contains", Names("what a name has anywhere")),
                ("excluded", Names("what the name of another device begins with")), ("services", List(Ref("uuid"), 1, 200)),
                ("companies", List(Ref("company"), 1, 200)), ("unknown", Flag("nobody knows what it advertises"))),
            ["company"] = Members(("company!", Pattern("^[0-9A-Fa-f]{4}$", "")), ("offset", Whole(0, 64)), ("data", Ref("hex")), ("mask", Ref("hex"))),
        };
        foreach (var (name, definition) in Levels().Concat(Wire()).Concat(Parts()))
            all[name] = definition;
        return all;
    }

    private static JsonObject Names(string about) => List(SchemaText.Text(), 1, 200, about);

    private static IEnumerable<(string, JsonObject)> Levels() =>
    [
        ("levels", Members(
            ("table", List(Whole(1, int.MaxValue), 1, LevelScale.MostLevels, "rising numbers for level 1 upwards; off is 0")),
            ("codes", List(Whole(0, int.MaxValue), 1, LevelScale.MostLevels, "numbers in any order")),
            ("bits", List(List(Whole(0, LevelMapReader.MostBit), 1, LevelMapReader.MostBit + 1), 1, LevelScale.MostLevels, "bits that are set for each level")),
            ("off", Whole(0, int.MaxValue)), ("count", Whole(1, LevelScale.MostLevels)), ("lowest", Whole(0, int.MaxValue)), ("highest", Whole(0, int.MaxValue)),
            ("offset", Whole(0, int.MaxValue / 2, "level k has the number k + offset")), ("inverted", Flag("the lowest number is the strongest")),
            ("steps", Ref("steps")), ("captions", List(Ref("caption"), 0)))),
        ("steps", Members(("gap!", Number(0, 10, "seconds between two steps of a device that knows only plus and minus")))),
        ("caption", Members(("level!", Whole(1, LevelScale.MostLevels)), ("hz", Number(0, 1000)), ("rpm", Number(0, 60_000)), ("amplitudeMm", Number(0, 100)))),
        ("keepAlive", Members(("every!", Number(0.1, 60, "seconds")), ("send", SchemaText.Text("an operation")), ("read", SchemaText.Text("an endpoint")), ("repeatLevel", Flag()))),
        ("countdown", Members(
            ("seconds!", Whole(1, 3600)), ("rearmAfter!", Number(0.1, 3600)), ("send", SchemaText.Text("the operation that arms it; without it the level frames do")),
            ("enforced", Flag("the device refuses a level without it")))),
    ];

    private static IEnumerable<(string, JsonObject)> Wire() =>
    [
        ("uuid", Pattern("^([0-9A-Fa-f]{4}|[0-9A-Fa-f]{8}|[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})$", "4 or 8 hex digits, or the long form")),
        ("hex", Pattern("^[0-9A-Fa-f]{2}( [0-9A-Fa-f]{2})*$", "bytes as pairs of hex digits with single spaces")),
        ("endpoint", Members(
            ("service!", Ref("uuid")), ("characteristic", Ref("uuid")), ("byProperty", Flag("the first characteristic that offers the properties")),
            ("properties!", List(Words(EndpointReader.Offers.Select(offer => offer.Word)), 1, EndpointReader.Offers.Length)),
            ("or", List(Ref("alternative"), 1, 8)), ("stream", Ref("stream")))),
        ("alternative", Members(("service!", Ref("uuid")), ("characteristic!", Ref("uuid")))),
        ("stream", Members(
            ("header", Ref("hex")), ("terminator", Ref("hex")), ("length", Ref("streamLength")), ("json", Flag()), ("most", Whole(1, StreamFormat.MostBytes)))),
        ("streamLength", Members(("at!", Whole(0, FrameTemplateReader.MostBytes)), ("as!", Ref("number")), ("plus", Byte()))),
        ("notification", Members(
            ("endpoint!", SchemaText.Text()), ("frame!", Ref("frame")), ("length", Ref("lengths")), ("means", Ref("meanings")),
            ("refuses", SchemaText.Text("why a device that says this is not driven")))),
        ("lengths", Members(("least", Whole(1, StreamFormat.MostBytes)), ("most", Whole(1, StreamFormat.MostBytes)))),
        ("meanings", Members([.. FieldNames.Told.Select(name => (name, Whole(0, int.MaxValue)))])),
        ("operation", Members(
            ("endpoint!", SchemaText.Text()), ("mode!", Words<WriteMode>()), ("frame!", Ref("frame")), ("answeredBy", SchemaText.Text("a notification")),
            ("note", SchemaText.Text()), ("then", SchemaText.Text("the operation that follows at once")), ("pause", Number(0, WireReader.MostPause, "seconds between this frame and the one that follows")),
            ("commits", Flag("what the frames before it have set takes effect only with it")), ("channel", SchemaText.Text()),
            ("movesMotor", Flag("never sent when connecting")), ("repeat", Ref("repeat")), ("confirmedBy", SchemaText.Text("an operation whose answer shows that this one has arrived")))),
        ("repeat", Members(("times!", Whole(2, Operation.MostRepeats)), ("gap", Number(0, 1)))),
        ("step", Members(
            ("subscribe", SchemaText.Text("an endpoint")), ("read", SchemaText.Text("an endpoint")), ("send", SchemaText.Text("an operation")), ("wait", SchemaText.Text("a notification")),
            ("where", Ref("meanings")), ("within", Number(0.1, WireReader.LongestWait, "seconds; above 10 only with 'say'")),
            ("say", SchemaText.Text("what a person must do at the device meanwhile")), ("delay", Number(0, 10)), ("mtu", Whole(23, 517)), ("bond", Flag()))),
    ];

    private static JsonObject Byte() => Whole(-FrameTemplateReader.MostBytes, FrameTemplateReader.MostBytes);

    private static IEnumerable<(string, JsonObject)> Parts()
    {
        var kinds = Kinds().ToArray();
        yield return ("number", Words(FrameTemplateReader.Numbers));
        yield return ("frame", List(Any([Ref("hex"), .. kinds.Select(kind => Ref(kind.Item1))]), 1, FrameTemplateReader.MostParts));
        foreach (var kind in kinds)
            yield return kind;
        yield return ("bit", Members([("bit!", Whole(0, 31)), ("count", Whole(1, 32)), .. Meaning()]));
        yield return ("jsonField", Members([("at!", SchemaText.Text("names of members with dots between them")), .. Meaning()]));
    }

    private static IEnumerable<(string, JsonObject)> Kinds() =>
    [
        ("fieldPart", Members(
            [("field!", SchemaText.Text()), ("as!", Words([.. FrameTemplateReader.Numbers, FrameTemplateReader.Digits])), ("count", Whole(1, DigitsPart.MostDigits)), .. Meaning()])),
        ("checksumPart", Members(
            ("checksum!", Words(ChecksumAlgorithm.All.Select(algorithm => algorithm.Name))), ("from", Byte()), ("to", Byte()), ("plus", Whole(0, byte.MaxValue)))),
        ("unknownPart", Members(("unknown!", Any(Whole(1, FrameTemplateReader.MostBytes), Words(["rest"]))))),
        ("lengthPart", Members(("length!", Ref("number")), ("from", Byte()), ("to", Byte()))),
        ("textPart", Members(("text!", SchemaText.Text("ASCII")))),
        ("padToPart", Members(("padTo!", Whole(1, FrameTemplateReader.MostBytes)), ("with", Pattern("^[0-9A-Fa-f]{2}$", "")))),
        ("matchPart", Members(("match!", Ref("hex")), ("mask!", Ref("hex")))),
        ("bitsPart", Members(("bits!", Ref("number")), ("fields!", Map(Ref("bit"))))),
        ("counterPart", Members(("counter!", SchemaText.Text()), ("as!", Ref("number")), ("first", Whole(0, int.MaxValue)), ("last", Whole(0, int.MaxValue)))),
        ("togglePart", Members(("toggle!", SchemaText.Text()), ("of!", List(Ref("hex"), 2, 16)))),
        ("pinPart", Members(("pin!", Whole(1, ProfileReader.MostPinDigits)), ("as", Words(["u8", "ascii"])))),
        ("base64Part", Members(("base64!", Ref("frame")))),
        ("slipPart", Members(("slip!", Ref("frame")), ("begin", Flag()))),
        ("jsonPart", Members(("json!", Map(Any(SchemaText.Text(), Ref("jsonField")))))),
    ];

    private static (string, JsonObject)[] Meaning() =>
    [
        ("scale", Whole(1, FrameTemplateReader.MostScale)), ("unsupported", Whole(0, int.MaxValue, "the number that means 'not known'")),
        ("map", Map(Whole(0, int.MaxValue), "device's number and value")), ("plus", Whole(0, int.MaxValue, "added by the device to the number")),
    ];
}
