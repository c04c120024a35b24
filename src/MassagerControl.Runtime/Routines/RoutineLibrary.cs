using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Routines;
using MassagerControl.Devices.Json;

namespace MassagerControl.Runtime.Routines;

/// <summary>The routines and the guided steps that they are made of.</summary>
/// <param name="Errors">Everything that is wrong with a file of either folder.</param>
public sealed record RoutineLibrary(GuidedStepLibrary Guided, ImmutableArray<Routine> Routines, ImmutableArray<FileError> Errors)
{
    /// <summary>Where the shipped ones lie: beside the executable.</summary>
    public static string Shipped => Path.Combine(AppContext.BaseDirectory, "routines");

    public static RoutineLibrary Load(RoutineFolders folders)
    {
        var guided = GuidedStepLibrary.Load(folders.Steps);
        if (folders.Own is { } own)
            guided = guided.With(GuidedStepLibrary.Load(own));
        if (!Directory.Exists(folders.Routines))
            return new(guided, [], [.. guided.Errors, new(folders.Routines, "$", "cannot be read: there is no such folder")]);
        var readings = Directory.GetFiles(folders.Routines, "*.json").Order(StringComparer.Ordinal).Select(path => Known(guided, path, named: true)).ToArray();
        return new(guided, [.. readings.Select(reading => reading.Routine).OfType<Routine>().OrderBy(routine => routine.Id, StringComparer.Ordinal)], [.. guided.Errors, .. readings.SelectMany(reading => reading.Errors)]);
    }

    /// <param name="name">An id of the library, or the path of a <c>.json</c> file.</param>
    /// <returns>The routine, or why there is none, one line each.</returns>
    public (Routine? Routine, ImmutableArray<Phrase> Errors) Find(string name)
    {
        if (name.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            var reading = Known(Guided, name, named: false);
            return (reading.Routine, [.. reading.Errors.Select(error => error.InWords())]);
        }
        if (Routines.FirstOrDefault(routine => routine.Id == name) is { } found)
            return (found, []);
        var own = Errors.Where(error => Path.GetFileNameWithoutExtension(error.File) == name).Select(error => error.InWords()).ToImmutableArray();
        return (null, own.IsEmpty ? [$"there is no routine '{name}'; there are {string.Join(", ", Routines.Select(routine => routine.Id))}"] : own);
    }

    private static RoutineReading Known(GuidedStepLibrary guided, string path, bool named)
    {
        var reading = RoutineReader.Read(path);
        if (reading is not { Routine: { } routine, Errors.IsEmpty: true })
            return reading with { Routine = null };
        var name = Path.GetFileNameWithoutExtension(path);
        if (named && routine.Id != name)
            return new(null, [new(path, "$.id", $"'{routine.Id}' differs from the file's name, which is {name}.json")]);
        var missing = routine.Steps.Select((step, i) => (step, i)).Where(one => one.step is GuidedRoutineStep { Step: var id } && guided.Find(id) is null)
            .Select(one => new FileError(path, $"$.steps[{one.i}].step", $"there is no guided step '{((GuidedRoutineStep)one.step).Step}'")).ToImmutableArray();
        return missing.IsEmpty ? reading : new(null, missing);
    }
}

/// <summary>Where routines and guided steps lie.</summary>
public sealed record RoutineFolders(string Routines, string Steps)
{
    public static RoutineFolders Shipped { get; } = new(RoutineLibrary.Shipped, GuidedStepLibrary.Shipped);

    /// <summary>A person's own guided steps, which go before shipped ones of the same name; null: none.</summary>
    public string? Own { get; init; }
}
