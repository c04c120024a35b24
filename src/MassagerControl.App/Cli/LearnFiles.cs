using System.Collections.Immutable;
using System.Text;
using MassagerControl.Core;
using MassagerControl.Devices.Captures.Learning;
using MassagerControl.Devices.Json;

namespace MassagerControl.App.Cli;

/// <summary>The files that <c>massager learn</c> writes. None that exists is ever overwritten.</summary>
internal sealed record LearnFiles
{
    private const string Extension = ".json";

    private LearnFiles(string? profile, string? id) => (Profile, Id) = (profile, id);

    /// <summary>Somebody asked for files.</summary>
    public bool Wanted => Profile is not null;

    public string? Profile { get; }

    /// <summary>Of the profile, by the name of its file.</summary>
    public string? Id { get; }

    /// <summary>Why they cannot be written; null where they can.</summary>
    public Phrase? Problem { get; private init; }

    /// <summary>A draft that is no profile yet has another name, so that no folder of profiles takes it for one.</summary>
    private string Draft => Profile![..^Extension.Length] + ".draft" + Extension;

    private string Vectors => Path.Combine(Path.GetDirectoryName(Profile!) ?? "", "vectors", Path.GetFileName(Profile!));

    /// <param name="path">Null where nothing is to be written.</param>
    /// <param name="id">As the person named it; null otherwise.</param>
    public static LearnFiles Of(string? path, string? id)
    {
        if (path is null)
            return new(null, id);
        var name = Path.GetFileNameWithoutExtension(path);
        var files = new LearnFiles(path, name);
        if (!path.EndsWith(Extension, StringComparison.Ordinal) || LearnOptions.Id(name) is null)
            return files with { Problem = $"--out {path}: a profile's file is named after its id: lower-case letters, digits and hyphens, and .json" };
        if (id is not null && id != name)
            return files with { Problem = $"--out {path}: a profile's file is named after its id: {id}.json" };
        string[] taken = [.. new[] { path, files.Draft, files.Vectors }.Where(file => File.Exists(file) || Directory.Exists(file))];
        return taken.Length == 0 ? files : files with { Problem = $"{taken[0]}: is there already, and nothing is overwritten: name another file, or move it away" };
    }

    /// <summary>Writes what came of it, if anybody asked for that.</summary>
    public LearnedFiles Write(LearnReport report)
    {
        if (!Wanted || report.Json.Length == 0)
            return new([], null);
        var paths = ImmutableArray.CreateBuilder<string>();
        var profile = report.Profile is null ? Draft : Profile!;
        if (Put(profile, report.Json) is { } problem)
            return new([], problem);
        paths.Add(profile);
        if (report.Profile is not null && report.VectorsText.Length > 0)
        {
            if (Put(Vectors, report.VectorsText) is { } other)
                return new(paths.ToImmutable(), other);
            paths.Add(Vectors);
        }
        return new(paths.ToImmutable(), null);
    }

    private static Phrase? Put(string path, string text)
    {
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
                Directory.CreateDirectory(folder);
            using var stream = new FileStream(path, FileMode.CreateNew);
            stream.Write(Encoding.UTF8.GetBytes(text));
            return null;
        }
        catch (Exception exception) when (FileErrorText.IsFailure(exception))
        {
            return OutputFile.Problem(path, exception);
        }
    }
}

/// <summary>What was written.</summary>
/// <param name="Paths">The profile or draft first, then its vectors.</param>
internal sealed record LearnedFiles(ImmutableArray<string> Paths, Phrase? Problem);
