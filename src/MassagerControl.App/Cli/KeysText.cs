using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using MassagerControl.Core;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.Keys;
using MassagerControl.Runtime.Pairing;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.App.Cli;

/// <summary>A key that was pressed.</summary>
internal sealed record KeyPress(InputDevice Device, int Code);

/// <summary>What <c>massager keys</c> prints. Names of devices are text of strangers.</summary>
internal static class KeysText
{
    private const int MostShown = 8;

    // What shutters, presenters, headsets and remotes have.
    private static readonly ImmutableArray<string> Useful =
    [
        "VOLUMEUP", "VOLUMEDOWN", "PLAYPAUSE", "PLAYCD", "PAUSECD", "STOPCD", "NEXTSONG", "PREVIOUSSONG", "CAMERA", "PHONE", "OK", "ENTER", "PAGEUP", "PAGEDOWN",
        "B", "DOT", "F5", "ESC", "SPACE", "UP", "DOWN", "LEFT", "RIGHT", "BTN_LEFT", "BTN_RIGHT", "MUTE", "BACK", "HOMEPAGE", "POWER",
    ];

    public static IEnumerable<string> Lines(ImmutableArray<InputDevice> devices, Language language)
    {
        foreach (var device in devices)
            yield return $"{device.Path,-18}  {ShownName.Of(device.Name),-ShownName.Longest}  {language.Say(KeysOf(device))}{(device.Problem is { } problem ? $"; {language.Say($"cannot be read by this user: {problem}")}" : "")}";
        if (devices.IsEmpty)
            yield return language.Say("there is no device with keys here");
        if (devices.FirstOrDefault(device => device.Problem is not null) is { } unread)
            foreach (var line in StopKeySearch.HowToRead(unread.Name))
                yield return language.Say(line);
    }

    public static Phrase Line(InputDevice device, int code) =>
        $"{KeyNames.Of(code)} of '{ShownName.Of(device.Name)}' ({device.Path}):  --stop-key '{ShownName.Of(device.Name).Replace("'", "?", StringComparison.Ordinal)}:{KeyNames.Of(code)}'";

    public static void Write(Utf8JsonWriter json, ImmutableArray<InputDevice> devices, ImmutableArray<KeyPress> presses)
    {
        json.WriteStartObject();
        json.List("devices", devices, device => Write(json, device));
        json.List("presses", presses, press =>
        {
            json.WriteStartObject();
            json.WriteString("name", Foreign(press.Device.Name));
            json.WriteString("path", press.Device.Path);
            json.WriteString("key", KeyNames.Of(press.Code));
            json.WriteNumber("code", press.Code);
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, InputDevice device)
    {
        json.WriteStartObject();
        json.WriteString("name", Foreign(device.Name));
        json.WriteString("path", device.Path);
        if (device.Place is { } place)
            json.WriteString("place", Foreign(place));
        else
            json.WriteNull("place");
        json.List("keys", device.Keys, code => json.WriteStringValue(KeyNames.Of(code)));
        json.WriteBoolean("readable", device.Problem is null);
        json.WriteString("problem", device.Problem?.Text);
        json.WriteEndObject();
    }

    private static Phrase KeysOf(InputDevice device)
    {
        var names = device.Keys.Select(KeyNames.Of).OrderBy(name => Useful.IndexOf(name) is var place and >= 0 ? place : Useful.Length).ToArray();
        var shown = string.Join(' ', names.Take(MostShown));
        return names.Length > MostShown ? Phrase.Of($"{shown} and {names.Length - MostShown} more") : Phrase.Verbatim(shown);
    }

    /// <summary>Exact, in ASCII, so that no terminal that shows the JSON obeys it.</summary>
    private static JsonEncodedText Foreign(string text) => JsonEncodedText.Encode(text, JavaScriptEncoder.Default);
}
