using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Sessions;
using MassagerControl.Devices.Json;
using MassagerControl.Web.Http;
using MassagerControl.Web.Sessions;

namespace MassagerControl.Web.Live;

/// <summary>What a page sends over its socket.</summary>
internal abstract record PageMessage
{
    /// <summary>Reads one.</summary>
    /// <returns>Null and every reason where it is none.</returns>
    public static (PageMessage? Message, ImmutableArray<string> Reasons) Read(ReadOnlyMemory<byte> json) => RequestBody.Parse(json, root => root.Required("type").Text() switch
    {
        "beat" => (PageMessage)new BeatMessage(),
        "stop" => new StopMessage(Id(root), SessionOf(root), root.Optional("test")?.Bool() ?? false),
        "input" => new InputMessage(Id(root), SessionOf(root), InputOf(root)),
        _ => Unknown(root),
    });

    /// <summary>The input that <c>kind</c> and <c>value</c> name.</summary>
    public static SessionInput InputOf(JsonObjectCursor root)
    {
        var make = root.Required("kind").Choice<Func<Discomfort?, SessionInput>>(InputWords.All);
        var value = root.Optional("value");
        if (make != InputWords.All[0].Make)
            return Without(value, make);
        if (value is null)
            root.Error("value is missing: a rating from 1 to 10");
        return value is null ? new PauseInput(InputWords.Source) : make(Discomfort.From(value.Int(Discomfort.Lowest, Discomfort.Highest)));
    }

    public static int? SessionOf(JsonObjectCursor root) => root.Optional("session")?.Int(1, int.MaxValue);

    private static SessionInput Without(JsonValueCursor? value, Func<Discomfort?, SessionInput> make)
    {
        value?.Error("only a rating has a value");
        return make(null);
    }

    private static int? Id(JsonObjectCursor root) => root.Optional("id")?.Int(0, int.MaxValue);

    private static BeatMessage Unknown(JsonObjectCursor root)
    {
        root.Error("type is none of beat, input, stop");
        return new();
    }
}

/// <summary>The page is awake.</summary>
internal sealed record BeatMessage : PageMessage;

/// <param name="Session">Null: all.</param>
/// <param name="Test">Stops nothing: only shows that STOP arrives.</param>
internal sealed record StopMessage(int? Id, int? Session, bool Test) : PageMessage;

/// <param name="Session">Null: the newest that is not over.</param>
internal sealed record InputMessage(int? Id, int? Session, SessionInput Input) : PageMessage;
