using System.Collections.Immutable;
using MassagerControl.Devices.Json;
using MassageProgram = MassagerControl.Core.Programs.Program;

namespace MassagerControl.Runtime.Programs;

/// <summary>All programs of a folder, broken files too.</summary>
/// <param name="Programs">The good ones, by id.</param>
/// <param name="Errors">Everything that is wrong with the others.</param>
public sealed record ProgramLibrary(ImmutableArray<MassageProgram> Programs, ImmutableArray<FileError> Errors)
{
    /// <summary>Where the program's own library lies: beside the executable.</summary>
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "programs");

    /// <param name="folder">Its <c>*.json</c> files, each named after the id inside.</param>
    public static ProgramLibrary Load(string folder)
    {
        if (!Directory.Exists(folder))
            return new([], [new(folder, "$", "cannot be read: there is no such folder")]);
        var readings = Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(Named).ToArray();
        var programs = readings.Select(r => r.Program).OfType<MassageProgram>().OrderBy(p => p.Id, StringComparer.Ordinal).ToImmutableArray();
        var lost = programs.Where(p => p.Starter is { } starter && programs.All(other => other.Id != starter))
            .Select(p => new FileError(Path.Combine(folder, p.Id + ".json"), "$.starter", $"there is no program '{p.Starter}'"));
        return new(programs, [.. readings.SelectMany(r => r.Errors), .. lost]);
    }

    /// <returns>Null when there is no such program.</returns>
    public MassageProgram? Find(string id) => Programs.FirstOrDefault(program => program.Id == id);

    private static ProgramReading Named(string path)
    {
        var reading = ProgramReader.Read(path);
        return reading.Program is { } program && program.Id != Path.GetFileNameWithoutExtension(path)
            ? new(null, [new(path, "$.id", $"'{program.Id}' differs from the file's name, which is {Path.GetFileName(path)}: call the file {program.Id}.json, or the program '{Path.GetFileNameWithoutExtension(path)}'")])
            : reading;
    }
}
