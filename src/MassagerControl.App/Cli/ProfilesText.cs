using System.Text.Json;
using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Json;
using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Profiles.Matching;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.App.Cli;

/// <summary>Profiles and matches as text and as JSON.</summary>
internal static class ProfilesText
{
    public static string Row(ProfileEntry entry, DeviceProfile profile, Language language) =>
        $"{profile.Id,-24} {language.Say($"{profile.Name}; {KindText.Word(profile.Kind)}, {Phrase.Count(profile.Scale.Count, "level")}; {Trust(profile)}")}{Place(entry, language)}";

    public static IEnumerable<string> Page(ProfileEntry entry, DeviceProfile profile, Language language)
    {
        yield return $"{language.Say($"{profile.Name} ({profile.Id}), {KindText.Word(profile.Kind)}")}{Place(entry, language)}";
        foreach (var line in Facts(profile))
            yield return $"  {language.Say(line)}";
    }

    public static void Write(Utf8JsonWriter json, ProfileEntry entry, DeviceProfile profile)
    {
        json.WriteStartObject();
        json.WriteString("id", profile.Id);
        json.WriteString("name", profile.Name);
        json.WriteString("kind", Word(profile.Kind));
        json.WriteString("origin", Word(entry.Origin));
        json.WriteNumber("levels", profile.Scale.Count);
        json.Percent("lowest", profile.Scale.Lowest.Percent);
        json.Percent("ceiling", profile.Ceiling.Percent);
        json.Seconds("minimumGap", profile.MinimumGap);
        json.WriteString("onDisconnect", Word(profile.OnDisconnect));
        if (profile.Countdown is { } countdown)
            json.Seconds("countdown", countdown.Time);
        else
            json.WriteNull("countdown");
        json.WriteString("confidence", Word(profile.Provenance.Confidence));
        json.WriteBoolean("verifiedOnHardware", profile.Provenance.VerifiedOnHardware);
        json.List("operations", profile.Operations.Select(operation => operation.Name), json.WriteStringValue);
        json.List("notifications", profile.Notifications.Select(notification => notification.Name), json.WriteStringValue);
        json.List("sources", profile.Provenance.Sources.Select(source => source.Title), json.WriteStringValue);
        json.List("unknown", profile.Provenance.Unknown, json.WriteStringValue);
        json.WriteEndObject();
    }

    public static IEnumerable<string> Lines(MatchResult result, Language language)
    {
        foreach (var candidate in result.Candidates)
        {
            yield return $"{candidate.Profile.Id,-24} {language.Say($"score {candidate.Score}: {Phrase.Join(", ", candidate.Reasons)}")}";
            if (candidate.Unsure)
                yield return $"    {language.Say("this says little: nothing may move before the device itself has confirmed it after connecting")}";
        }
        yield return language.Say(Verdict(result));
    }

    private static IEnumerable<Phrase> Facts(DeviceProfile profile)
    {
        yield return $"{Phrase.Count(profile.Scale.Count, "level")}, the lowest is {profile.Scale.Lowest}; ceiling {profile.Ceiling}; a level at least {profile.MinimumGap.TotalMilliseconds:0.#} ms after the frame before it";
        yield return profile.OnDisconnect switch
        {
            Core.Massagers.OnDisconnect.Stops => "when the link breaks the motor: stops",
            Core.Massagers.OnDisconnect.Continues => "when the link breaks the motor: continues",
            Core.Massagers.OnDisconnect.Unknown => "when the link breaks the motor: unknown",
        };
        if (profile.Countdown is { } countdown)
            yield return $"the device stops by itself {countdown.Time.TotalSeconds:0.#} s after the last renewal";
        yield return Trust(profile);
        foreach (var operation in profile.Operations)
            yield return operation.Note.Length > 0
                ? Phrase.Of($"operation {operation.Name} on '{operation.Endpoint.Name}': {operation.Note}")
                : Phrase.Of($"operation {operation.Name} on '{operation.Endpoint.Name}'");
        foreach (var notification in profile.Notifications)
            yield return $"notification {notification.Name} on '{notification.Endpoint.Name}'";
        foreach (var source in profile.Provenance.Sources)
            yield return $"source: {source.Title} ({source.Licence})";
        foreach (var unknown in profile.Provenance.Unknown)
            yield return $"unknown: {unknown}";
    }

    public static void Write(Utf8JsonWriter json, MatchResult result)
    {
        json.WriteStartObject();
        json.WriteString("chosen", result.Chosen?.Profile.Id);
        json.WriteBoolean("ambiguous", result.Ambiguous);
        json.WriteString("verdict", Verdict(result).Text);
        json.List("candidates", result.Candidates, candidate =>
        {
            json.WriteStartObject();
            json.WriteString("profile", candidate.Profile.Id);
            json.WriteNumber("score", candidate.Score);
            json.WriteBoolean("confirmAfterConnecting", candidate.Unsure);
            json.List("reasons", candidate.Reasons, reason => json.WriteStringValue(reason.Text));
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }

    private static Phrase Verdict(MatchResult result) => result switch
    {
        { Candidates.IsEmpty: true } => "no profile fits",
        { Ambiguous: true } => Phrase.Of($"ambiguous: {Alternatives(result)}; choose one yourself"),
        _ => Phrase.Of($"chosen: {result.Candidates[0].Profile.Id}"),
    };

    private static Phrase Trust(DeviceProfile profile) => profile.Provenance.VerifiedOnHardware
        ? "verified on hardware"
        : Phrase.Of($"not verified on hardware (confidence: {Word(profile.Provenance.Confidence)})");

    private static Phrase Alternatives(MatchResult result)
    {
        Phrase? all = null;
        foreach (var id in result.Candidates.TakeWhile(candidate => candidate.Score == result.Candidates[0].Score).Select(candidate => candidate.Profile.Id))
            all = all is null ? Phrase.Verbatim(id) : Phrase.Of($"{all} or {id}");
        return all ?? Phrase.Empty;
    }

    private static string Place(ProfileEntry entry, Language language) => entry.Origin switch
    {
        ProfileOrigin.User => $"; {language.Say("your own")}",
        ProfileOrigin.Narrowed => $"; {language.Say("narrowed by your own file")}",
        _ => "",
    };

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
