using System.Collections.Immutable;
using MassagerControl.Core;

using MassageProgram = MassagerControl.Core.Programs.Program;

namespace MassagerControl.Runtime.Programs;

/// <summary>The program that somebody named, or why there is none, one line each.</summary>
public sealed record ProgramChoice(MassageProgram? Program, ImmutableArray<Phrase> Errors)
{
    /// <param name="name">An id of the library, or the path of a <c>.json</c> file.</param>
    public static ProgramChoice Find(string folder, string name)
    {
        if (name.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            var reading = ProgramReader.Read(name);
            return new(reading.Program, Lines(reading));
        }
        var library = ProgramLibrary.Load(folder);
        if (library.Find(name) is { } program)
            return new(program, []);
        var own = library.Errors.Where(error => Path.GetFileNameWithoutExtension(error.File) == name).Select(error => error.InWords()).ToImmutableArray();
        return new(null, own.IsEmpty ? [$"there is no program '{name}'; there are {string.Join(", ", library.Programs.Select(p => p.Id))}"] : own);
    }

    private static ImmutableArray<Phrase> Lines(ProgramReading reading) => [.. reading.Errors.Select(error => error.InWords())];
}
