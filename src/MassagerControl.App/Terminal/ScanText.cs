using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using MassagerControl.Core;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Json;
using MassagerControl.Devices.Profiles.Matching;
using MassagerControl.Runtime.Pairing;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.App.Terminal;

/// <summary>A scan as lines, as JSON and as a screen. Names are a stranger's: lines show them cleaned, JSON escapes them.</summary>
internal static partial class ScanText
{
    private const int LongestAddress = 40;
    private const int LongestOnScreen = 27;
    private const string AssignedTail = "-0000-1000-8000-00805f9b34fb";

    /// <summary>One line for each device.</summary>
    public static IEnumerable<string> Lines(ScanReport report, Language language)
    {
        var width = report.Sightings.Select(sighting => Address(sighting.Address, LongestAddress).Length).DefaultIfEmpty().Max();
        foreach (var sighting in report.Sightings)
            yield return $"{Signal(sighting),8}  {sighting.Name,-ShownName.Longest}  {Address(sighting.Address, LongestAddress).PadRight(width)}  {string.Join("; ", Words(report, sighting, language))}";
        if (report.Sightings.IsEmpty)
            yield return language.Say($"no device advertises within reach of {report.Radio}");
        if (report.LeftOut > 0)
            yield return language.Say($"more than {SightingTable.Most} devices: left out: {Phrase.Count(report.LeftOut, "packet")} of others");
    }

    /// <summary>An array with an object for each device; <c>advertisement</c> is what <c>massager profiles match</c> reads.</summary>
    public static void Write(Utf8JsonWriter json, ScanReport report)
    {
        json.WriteStartArray();
        foreach (var sighting in report.Sightings)
            Write(json, report, sighting);
        json.WriteEndArray();
    }

    /// <summary>Exactly as many lines as the screen has.</summary>
    public static IEnumerable<ScreenLine> Screen(ScanReport report, TimeSpan passed, ScreenSize size, Language language)
    {
        var page = new Page(size.Width);
        page.Add(Top(report, passed, size.Width, language));
        page.Blank();
        // A device that fits a profile has a second line.
        var rows = Math.Max(0, size.Height - 3);
        var fitting = report.Foremost(rows);
        while (fitting.Sum(Rows) > rows)
            fitting = report.Foremost(fitting.Length - 1);
        foreach (var sighting in fitting)
            page.Blocks(Block(report, sighting, language));
        if (report.Sightings.IsEmpty)
            page.Add(ScreenLine.Of($" {language.Say("Nothing yet. Switch the massager on, and close its app on every phone.")}"));
        return page.Exactly(size.Height - 1).Append(Foot(report, fitting.Length, language));
    }

    /// <summary>What the match comes to, in words.</summary>
    public static Phrase? Verdict(MatchResult match)
    {
        if (match.Candidates.IsEmpty)
            return null;
        if (match.Chosen is not { } chosen)
            return $"one of {string.Join(", ", match.Best.Select(candidate => candidate.Profile.Id))}: {Reasons(match.Candidates[0])}";
        return chosen.Unsure ? Phrase.Of($"{chosen.Profile.Id} (unsure): {Reasons(chosen)}") : Phrase.Of($"{chosen.Profile.Id}: {Reasons(chosen)}");
    }

    /// <summary>The end of a long address says more than its beginning.</summary>
    public static string Address(string address, int longest)
    {
        var clean = CellText.Clean(address);
        return clean.Length <= longest ? clean : $"..{clean[^(longest - 2)..]}";
    }

    public static string Signal(Sighting sighting) =>
        sighting.Signal is { } signal ? string.Create(CultureInfo.InvariantCulture, $"{signal:0} dBm") : "-";

    private static Phrase Reasons(MatchCandidate candidate) => Phrase.Join(", ", candidate.Reasons);

    private static IEnumerable<string> Words(ScanReport report, Sighting sighting, Language language)
    {
        if (report.Simulated)
            yield return "SIM";
        if (report.Names.GetValueOrDefault(sighting.Address) is { } name)
            yield return language.Say($"yours: {name}");
        if (sighting.Advertisement.InUse == true)
            yield return language.Say("in use");
        // Of a paired device the profile is known, whatever it is called now.
        if (Verdict(sighting.Match) is { } verdict)
            yield return language.Say(verdict);
        else if (!report.Names.ContainsKey(sighting.Address))
            yield return language.Say("no profile fits");
    }

    private static int Rows(Sighting sighting) => sighting.IsKnown ? 2 : 1;

    private static ScreenLine Top(ScanReport report, TimeSpan passed, int width, Language language)
    {
        var banner = report.Simulated ? ScreenLine.Of($" {language.Say("SIM: no real motors")} ", Tone.Simulated) : ScreenLine.Blank;
        var found = $"{language.Say($"{Phrase.Count(report.Sightings.Length, "device")}, {report.Known} may be a massager  {passed.TotalSeconds:0} s")} ";
        return (banner + ScreenLine.Of($" {language.Say($"Scanning: {report.Radio}")}")).Opposite(ScreenLine.Of(found), width);
    }

    private static IEnumerable<ScreenLine> Block(ScanReport report, Sighting sighting, Language language)
    {
        var line = $" {Signal(sighting),8}  {sighting.Name,-ShownName.Longest}  {Address(sighting.Address, LongestOnScreen),-17}";
        if (!sighting.IsKnown)
        {
            yield return ScreenLine.Of(line + Age(sighting, language));
            yield break;
        }
        yield return ScreenLine.Of(line + Age(sighting, language), Tone.Strong);
        // SIM stands above already.
        yield return ScreenLine.Of($"           {Brief(string.Join("; ", Words(report with { Simulated = false }, sighting, language)))}");
    }

    /// <summary>A UUID by its beginning; the end of an assigned one is that of all.</summary>
    private static string Brief(string text) => Uuid().Replace(text, static uuid =>
        uuid.Value.EndsWith(AssignedTail, StringComparison.Ordinal) && uuid.Value.StartsWith("0000", StringComparison.Ordinal) ? uuid.Value[4..8] : $"{uuid.Value[..8]}..");

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Uuid();

    // A device that is still there says so several times a second.
    private static string Age(Sighting sighting, Language language) =>
        sighting.Signal is not null && sighting.Ago > TimeSpan.FromSeconds(5) ? $"  {language.Say($"{sighting.Ago.TotalSeconds:0} s ago")}" : "";

    private static ScreenLine Foot(ScanReport report, int shown, Language language)
    {
        var hidden = report.Sightings.Length - shown;
        var more = hidden > 0 ? $"{language.Say($"{hidden} more.")} " : "";
        return ScreenLine.Of($" {more}{language.Say("Nothing is started or connected. ENTER, Q or ESC ends.")}", Tone.Strong);
    }

    private static void Write(Utf8JsonWriter json, ScanReport report, Sighting sighting)
    {
        var match = sighting.Match;
        json.WriteStartObject();
        json.Foreign("address", sighting.Address);
        json.Foreign("name", sighting.Advertisement.Name);
        Number(json, "rssi", sighting.Signal is { } signal ? (int)Math.Round(signal) : null);
        json.WriteString("profile", match.Chosen?.Profile.Id);
        json.WriteBoolean("ambiguous", match.Ambiguous);
        json.WriteBoolean("confirmAfterConnecting", match.Chosen?.Unsure ?? false);
        json.List("candidates", match.Candidates, candidate =>
        {
            json.WriteStartObject();
            json.WriteString("profile", candidate.Profile.Id);
            json.WriteNumber("score", candidate.Score);
            json.List("reasons", candidate.Reasons, reason => json.WriteStringValue(reason.Text));
            json.WriteEndObject();
        });
        json.WriteString("pairedAs", report.Names.GetValueOrDefault(sighting.Address));
        if (sighting.Advertisement.InUse is { } inUse)
            json.WriteBoolean("inUse", inUse);
        else
            json.WriteNull("inUse");
        json.WriteBoolean("simulated", report.Simulated);
        json.WriteString("radio", report.Radio);
        json.WritePropertyName("advertisement");
        Write(json, sighting.Advertisement);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Advertisement advertisement)
    {
        json.WriteStartObject();
        if (!string.IsNullOrEmpty(advertisement.Name))
            json.Foreign("name", advertisement.Name);
        json.List("services", advertisement.Services, service => json.WriteStringValue(service.ToString()));
        json.WriteStartObject("manufacturerData");
        foreach (var (company, data) in advertisement.ManufacturerData.OrderBy(entry => entry.Key))
            json.WriteString(string.Create(CultureInfo.InvariantCulture, $"0x{company:X4}"), Convert.ToHexString(data.AsSpan()));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, int? value)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
        else
            json.WriteNull(name);
    }

    /// <summary>Text of a stranger: exact, in ASCII, so that no terminal that shows the JSON obeys it.</summary>
    private static void Foreign(this Utf8JsonWriter json, string name, string? value)
    {
        if (value is null)
            json.WriteNull(name);
        else
            json.WriteString(name, JsonEncodedText.Encode(value, JavaScriptEncoder.Default));
    }
}
