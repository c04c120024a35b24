using System.Text.RegularExpressions;
using MassagerControl.App.Radios;
using MassagerControl.Core.Areas;
using MassagerControl.Devices.Profiles.Matching;
using MassagerControl.Runtime.Programs;

namespace MassagerControl.Tests.Runtime.Texts;

/// <summary>Collects what a person is shown in <see cref="PseudoLanguage"/>, and finds every text in it that was said past the translations.</summary>
internal sealed partial class EscapedTexts
{
    // Whatever may have ASCII letters in every language, and why.
    private static readonly (string Pattern, string Why)[] Allowed =
    [
        (@"massager(?: (?:guard|run|stop|scan|pair|devices|forget|areas|unlock|history|list|show|export|programs|profiles|check|match|new|conform|doctor|simulate|serve|keys|suggest|topics|plan))*", "commands are typed as they are"),
        (@"--[a-z][a-z-]*(?: (?:PCT|FILE|ID|left|right|max|SECONDS))?", "so are options and their values"),
        (@"'?(?:[A-Za-z]:)?[\w.~-]*(?:/[\w.~*-]+)+/?'?", "paths and addresses"),
        (@"\b[\w-]+\.(?:json|txt|db|jsonl|html|md|conf|service)\b", "names of files"),
        (@"\b[0-9A-Fa-f]{2}(?:[: -][0-9A-Fa-f]{2})+\b|\b[0-9a-f]{4,8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|0x[0-9A-Fa-f]+", "bytes, addresses and UUIDs"),
        (@"\b(?:SIM|DEMO)\b", "marks that are the same everywhere"),
        (@"\b(?:user-ceiling|rating-cap|profile-ceiling|area-ceiling|starter-ceiling|attended-ceiling|check-in|level-step|slew|program)\b", "rules and kinds, as the event log names them"),
        (@"\b(?:bluez|socket|sim)\b:?", "names of radios"),
        (@"Farrar 2001, Pain 94:149", "a source"),
        (@"\((?:test)\)|'(?:steady|sensitive|habituating|spiky|silent)'|: (?:virtual|code|prose|tested|verified)\)", "values of options and files"),
        (@"[.ox*-]{10}", "a chart"),
        (@"\bstdin\b|\bBlueZ\b|\bSTOP\b(?= =)|\[x\]", "names and signs"),
    ];

    private static readonly Lazy<string[]> Names = new(() =>
    [
        .. ProgramLibrary.Load(ProgramLibrary.Folder).Programs.SelectMany(program => program.Sources.Concat(program.Differing).SelectMany(source => new[] { source.Title, source.Says }).Append(program.Id).Append(program.Starter ?? "")),
        .. BodyAreas.All.SelectMany(area => area.Sources.SelectMany(source => new[] { source.Title, source.Says.Text }).Concat([area.Id, area.Source])).Concat(["left", "right"]),
        .. ProfileLibrary.Shipped().ReadAll().Select(entry => entry.Reading.Value).SelectMany(profile => profile is null ? [] : new[]
        {
            profile.Id, profile.Name,
        }.Concat(profile.Provenance.Sources.SelectMany(source => new[] { source.Title, source.Licence })).Concat(profile.Provenance.Unknown)
            .Concat(profile.Operations.SelectMany(operation => new[] { operation.Name, operation.Note, operation.Endpoint.Name })).Concat(profile.Notifications.SelectMany(one => new[] { one.Name, one.Endpoint.Name }))),
        .. ShippedRadios.All.All.Select(radio => radio.Name),
        // As devices advertise themselves, and those of the tests.
        "Massage gun with an AILink mod..", "Richmat bed, massage (WiLinke ..", "Massager-", "Elite", "Prime", "Pro", "WaveDuo", "WaveSolo", "fr01", "jmc400", "Percussion gun", "Therabody Wave Solo", "Test massager",
    ]);

    private static readonly Lazy<Regex> Kept = new(() => new(
        string.Join('|', Names.Value.Where(name => name.Length > 1).Distinct().OrderByDescending(name => name.Length).Select(Regex.Escape).Concat(Allowed.Select(allowed => allowed.Pattern))),
        RegexOptions.CultureInvariant));

    private readonly SortedDictionary<string, string> _found = new(StringComparer.Ordinal);
    private readonly HashSet<string> _seen = [];

    /// <summary>Ids and quoted sources that only these screens may show: too many of them are ordinary words.</summary>
    public IReadOnlyCollection<string> Also { get; init; } = [];

    /// <param name="where">For whoever reads the failure.</param>
    public void Look(string where, params IEnumerable<string> shown)
    {
        foreach (var line in shown.SelectMany(text => text.Split('\n')).Where(line => line.Any(char.IsAsciiLetter) && _seen.Add(line)))
            foreach (Match word in Word().Matches(Kept.Value.Replace(Without(line), "")))
                _found.TryAdd(word.Value, $"{where}: {line.Trim()}");
    }

    private string Without(string line)
    {
        foreach (var name in Also)
            line = Regex.Replace(line, $@"(?<![\w-]){Regex.Escape(name)}(?![\w-])", "");
        return line;
    }

    /// <summary>Fails with each text that escaped, and where it was shown first.</summary>
    public void AssertNone() => Assert.True(
        _found.Count == 0,
        $"{_found.Count} texts were said past the translations (docs/texts.md):\n" + string.Join('\n', _found.Select(found => $"  '{found.Key}' in {found.Value}")));

    /// <summary>Two ASCII letters and more: the pseudo-language has none.</summary>
    [GeneratedRegex("[A-Za-z]{2,}(?:[ '’-]+[A-Za-z]{2,})*")]
    private static partial Regex Word();
}
