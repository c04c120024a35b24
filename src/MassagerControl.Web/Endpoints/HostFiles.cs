using System.Collections.Immutable;
using MassagerControl.Devices.Profiles.Matching;
using MassagerControl.Web.Settings;
using MassagerControl.Web.Telemetry;

namespace MassagerControl.Web.Endpoints;

/// <summary>Keeps to the host what is said of files of the host: a phone learns that something cannot be read, and the host what and why.</summary>
internal sealed class HostFiles(ServeOptions options, ServiceLog log)
{
    private const string InPlace = "the host cannot read or write a file of its own: it says more";

    private readonly ImmutableArray<string> _folders =
    [
        .. new[] { options.Data.Path, options.Data.State, options.Profiles, options.Intake.Programs, Path.GetDirectoryName(options.Intake.Questions), ProfileLibrary.ShippedFolder, AppContext.BaseDirectory }
            .OfType<string>().Where(folder => folder.Length > 1).Select(Unmistakable),
    ];

    /// <summary>Every reason that may leave the host, and one sentence for all others, which the host is told.</summary>
    public ImmutableArray<string> Hide(IEnumerable<string> reasons) => [.. reasons.Select(Hide).Distinct()];

    public string Hide(string reason)
    {
        if (!_folders.Any(folder => reason.Contains(folder, StringComparison.Ordinal)))
            return reason;
        Tell(reason);
        return InPlace;
    }

    // One that is named from where the program was started may be an ordinary word.
    private static string Unmistakable(string folder) => Path.IsPathFullyQualified(folder) ? folder : folder + Path.DirectorySeparatorChar;

    /// <summary>For the host alone.</summary>
    public void Tell(string reason)
    {
        options.Say(reason);
        log.FileUnusable(reason);
    }
}
