using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Devices.Captures.Att;
using MassagerControl.Devices.Captures.Inference;
using MassagerControl.Devices.Captures.Learning;
using MassagerControl.Devices.Frames;
using MassagerControl.Runtime.Pairing;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.App.Cli;

/// <summary>What <c>massager learn</c> says to people.</summary>
internal sealed class LearnText(AppConsole console)
{
    private const int MostLines = 12;

    public static string Device(CapturedDevice device, Language language)
    {
        var written = device.Values.Count(value => value.Kind is AttKind.WriteRequest or AttKind.WriteCommand);
        return $"{ShownName.Of(device.Address, 40)}  {(device.Name is { } name ? ShownName.Of(name, 40) : "-")}  {language.Say(Phrase.Of($"{written} written, {device.Values.Length - written} told"))}";
    }

    public void Print(LearnReport report, LearnedFiles written)
    {
        console.Out.WriteLine(Device(report.Device, console.Language));
        Groups(report.Protocol);
        Commands(report);
        if (report.Protocol.Hopeless is { } reason)
            console.Say($"No profile can be drafted: {reason}");
        if (report.Draft is { } draft)
            List("Not known, and said so in the profile:", draft.Provenance.Unknown.Select(Phrase.Verbatim));
        List("Left out:", report.LeftOut);
        if (report.Profile is null && report.Draft is not null)
            List("No profile yet: a profile has these, and the draft lacks them:", report.Lacks.Select(error => Phrase.Of($"{error.Path}: {error.Reason}")));
        Checks(report);
        List("Next:", report.Asks);
        Files(report, written);
    }

    /// <summary>A group as a line of its bytes: constants as they are, everything else by what it is.</summary>
    internal static string Shape(FrameGroup group) => string.Join(' ', group.Parts.Select(part => part switch
    {
        ConstantBytes constant => Hex.Format(constant.Bytes.AsSpan()),
        NamedNumber number => $"{{{number.Name}{(number.Number.Width == 1 ? "" : $":u{8 * number.Number.Width}{(number.Number.BigEndian ? "be" : "le")}")}}}",
        NamedDigits digits => $"{{{digits.Name}:digits}}",
        CountingNumber => "{count}",
        LengthNumber => "{length}",
        ChecksumBytes { Class.Candidates: [var only] } => $"{{{only.Algorithm.Name}}}",
        ChecksumBytes { Class.Candidates: var several } => $"{{{several[0].Algorithm.Name}|+{several.Length - 1}}}",
        _ => string.Join(' ', Enumerable.Repeat("??", part.Length)),
    }));

    private void Groups(LearnedProtocol protocol)
    {
        foreach (var group in protocol.Groups.Take(MostLines))
            console.Say(Phrase.Of($"  {$"0x{group.Place:X4}"}  {Word(group.Meaning)}  {Shape(group)}  ({group.Distinct.Length} different of {group.Count})"));
        if (protocol.Groups.Length > MostLines)
            console.Say($"  and {protocol.Groups.Length - MostLines} more shapes");
    }

    private void Commands(LearnReport report)
    {
        foreach (var level in report.Protocol.Levels)
            console.Say($"  level {level.Number}: {string.Join(", ", level.Frames.Select(frame => Hex.Format(frame.AsSpan())))} ({Word(level.Certainty)})");
        if (!report.Protocol.Stop.IsEmpty)
            console.Say($"  stop: {string.Join(", ", report.Protocol.Stop.Select(frame => Hex.Format(frame.Bytes.AsSpan())))} (captured)");
    }

    private void Checks(LearnReport report)
    {
        if (report.Conformance is { } conformance)
            console.Say($"On a simulated device: {conformance.Lines.Length - conformance.Count(Devices.Conformance.Severity.Error)} of {conformance.Lines.Length} checks without an error.");
        if (report.Replay.IsEmpty)
            return;
        console.Say($"Replayed: {report.Replay.Count(command => command.Same)} of {report.Replay.Length} commands give the captured bytes.");
        foreach (var command in report.Replay.Where(command => !command.Same))
            console.Say($"  {command.Command}: captured {Bytes(command.Captured)}, driven {Bytes(command.Driven)}");
    }

    private void Files(LearnReport report, LearnedFiles written)
    {
        foreach (var path in written.Paths)
            console.Say($"{path}: written");
        if (written.Paths is [var file, ..] && report.Profile is { } profile)
        {
            var folder = Path.GetDirectoryName(file) is { Length: > 0 } named ? named : ".";
            console.Say($"Next: massager profiles check {file}, massager conform {file}, massager run --device sim:{profile.Id} --profiles {folder} --speed max");
        }
        else if (written.Paths.IsEmpty && report.Profile is { } ready)
            console.Say($"Nothing was written: add --out {ready.Id}.json to write the profile.");
    }

    private void List(Phrase title, IEnumerable<Phrase> lines)
    {
        var all = lines.ToArray();
        if (all.Length == 0)
            return;
        console.Say(title);
        foreach (var line in all)
            console.Out.WriteLine($"  - {console.Language.Say(line)}");
    }

    private static string Bytes(ImmutableArray<CapturedWrite> frames) =>
        frames.IsEmpty ? "-" : string.Join(", ", frames.Select(frame => $"{frame.Endpoint} {Hex.Format(frame.Bytes.AsSpan())}"));

    private static Phrase Word(GroupMeaning meaning) => meaning switch
    {
        GroupMeaning.SetLevel => "sets the level",
        GroupMeaning.Stop => "stop",
        GroupMeaning.Start => "start",
        GroupMeaning.KeepAlive => "keep-alive",
        GroupMeaning.Greeting => "greeting",
        GroupMeaning.Status => "told",
        GroupMeaning.Unknown => "not explained",
    };

    private static Phrase Word(Certainty certainty) => certainty switch
    {
        Certainty.Captured => "captured",
        Certainty.Agreed => "not captured; all that fits agrees",
        Certainty.Guessed => "a guess, not in the profile",
    };
}
