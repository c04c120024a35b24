using System.Globalization;
using System.Text.Json;
using MassagerControl.Core;
using MassagerControl.Devices.Json;
using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Profiles.Matching;

namespace MassagerControl.App.Cli;

/// <summary>Profiles and matches as text and as JSON.</summary>
internal static class ProfilesText
{
    public static string Row(ProfileEntry entry, DeviceProfile profile) =>
        $"{profile.Id,-24} {profile.Name}; {Word(profile.Kind)}, {Phrase.Count(profile.Scale.Count, "level")}; {Trust(profile)}{Place(entry)}";

    public static IEnumerable<string> Page(ProfileEntry entry, DeviceProfile profile)
    {
        yield return $"{profile.Name} ({profile.Id}), {Word(profile.Kind)}{Place(entry)}";
        yield return $"  {Phrase.Count(profile.Scale.Count, "level")}, the lowest is {profile.Scale.Lowest}; ceiling {profile.Ceiling}; a level at least {Milliseconds(profile.MinimumGap)} after the frame before it";
        yield return $"  when the link breaks the motor: {Word(profile.OnDisconnect)}";
        if (profile.Countdown is { } countdown)
            yield return $"  the device stops by itself {countdown.Time.TotalSeconds:0.#} s after the last renewal";
        yield return $"  {Trust(profile)}";
        foreach (var operation in profile.Operations)
            yield return $"  operation {operation.Name} on '{operation.Endpoint.Name}'{(operation.Note.Length > 0 ? $": {operation.Note}" : "")}";
        foreach (var notification in profile.Notifications)
            yield return $"  notification {notification.Name} on '{notification.Endpoint.Name}'";
        foreach (var source in profile.Provenance.Sources)
            yield return $"  source: {source.Title} ({source.Licence})";
        foreach (var unknown in profile.Provenance.Unknown)
            yield return $"  unknown: {unknown}";
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

    public static IEnumerable<string> Lines(MatchResult result)
    {
        foreach (var candidate in result.Candidates)
        {
            yield return $"{candidate.Profile.Id,-24} score {candidate.Score}: {string.Join(", ", candidate.Reasons)}";
            if (candidate.Unsure)
                yield return "    this says little: nothing may move before the device itself has confirmed it after connecting";
        }
        yield return Verdict(result);
    }

    public static void Write(Utf8JsonWriter json, MatchResult result)
    {
        json.WriteStartObject();
        json.WriteString("chosen", result.Chosen?.Profile.Id);
        json.WriteBoolean("ambiguous", result.Ambiguous);
        json.WriteString("verdict", Verdict(result));
        json.List("candidates", result.Candidates, candidate =>
        {
            json.WriteStartObject();
            json.WriteString("profile", candidate.Profile.Id);
            json.WriteNumber("score", candidate.Score);
            json.WriteBoolean("confirmAfterConnecting", candidate.Unsure);
            json.List("reasons", candidate.Reasons, json.WriteStringValue);
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }

    private static string Verdict(MatchResult result) => result switch
    {
        { Candidates.IsEmpty: true } => "no profile fits",
        { Ambiguous: true } => $"ambiguous: {string.Join(" or ", result.Candidates.TakeWhile(c => c.Score == result.Candidates[0].Score).Select(c => c.Profile.Id))}; choose one yourself",
        _ => $"chosen: {result.Candidates[0].Profile.Id}",
    };

    private static string Trust(DeviceProfile profile) => profile.Provenance.VerifiedOnHardware
        ? "verified on hardware"
        : $"not verified on hardware (confidence: {Word(profile.Provenance.Confidence)})";

    private static string Place(ProfileEntry entry) => entry.Origin switch
    {
        ProfileOrigin.User => "; your own",
        ProfileOrigin.Narrowed => "; narrowed by your own file",
        _ => "",
    };

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static string Milliseconds(TimeSpan span) => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMilliseconds:0.#} ms");
}
