using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Devices.Profiles.Matching;
using MassagerControl.Runtime.Texts;
using MassagerControl.Web.Settings;
using MassagerControl.Web.Telemetry;

namespace MassagerControl.Web.Endpoints;

/// <summary>Keeps to the host what is said of files of the host: a phone learns that something cannot be read, and the host what and why.</summary>
internal sealed class HostFiles(ServeOptions options, ServiceLog log)
{
    private static readonly Phrase InPlace = "the host cannot read or write a file of its own: it says more";

    private readonly ImmutableArray<string> _folders =
    [
        .. new[] { options.Data.Path, options.Data.State, options.Profiles, options.Intake.Programs, Path.GetDirectoryName(options.Intake.Questions), ProfileLibrary.ShippedFolder, AppContext.BaseDirectory }
            .OfType<string>().Where(folder => folder.Length > 1).Select(Unmistakable),
    ];

    /// <summary>Every reason that may leave the host, and one sentence for all others, which the host is told.</summary>
    public ImmutableArray<string> Hide(IEnumerable<string> reasons, Language language) => [.. reasons.Select(reason => Leaks(reason) ? language.Say(Hide(Phrase.Verbatim(reason))) : reason).Distinct()];

    /// <inheritdoc cref="Hide(IEnumerable{string}, Language)"/>
    public ImmutableArray<string> Hide(IEnumerable<Phrase> reasons, Language language) => [.. reasons.Select(reason => language.Say(Hide(reason))).Distinct()];

    public Phrase Hide(Phrase reason)
    {
        if (!Leaks(reason.Text))
            return reason;
        Tell(reason);
        return InPlace;
    }

    private bool Leaks(string text) => _folders.Any(folder => text.Contains(folder, StringComparison.Ordinal));

    // One that is named from where the program was started may be an ordinary word.
    private static string Unmistakable(string folder) => Path.IsPathFullyQualified(folder) ? folder : folder + Path.DirectorySeparatorChar;

    /// <summary>For the host alone.</summary>
    public void Tell(Phrase reason)
    {
        options.Say(reason);
        log.FileUnusable(reason.Text);
    }
}
