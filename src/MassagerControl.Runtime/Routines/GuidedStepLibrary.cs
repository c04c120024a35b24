using System.Collections.Immutable;
using MassagerControl.Core.Routines;
using MassagerControl.Devices.Json;

namespace MassagerControl.Runtime.Routines;

/// <summary>All guided steps of a folder, broken files too.</summary>
/// <param name="Steps">The good ones, by id.</param>
/// <param name="Errors">Everything that is wrong with the others.</param>
public sealed record GuidedStepLibrary(ImmutableArray<GuidedStep> Steps, ImmutableArray<FileError> Errors)
{
    /// <summary>Where the shipped ones lie: beside the executable.</summary>
    public static string Shipped => Path.Combine(AppContext.BaseDirectory, "guided-steps");

    /// <param name="folder">Its <c>*.json</c> files, each named after the id inside, and their pictures.</param>
    public static GuidedStepLibrary Load(string folder)
    {
        if (!Directory.Exists(folder))
            return new([], [new(folder, "$", "cannot be read: there is no such folder")]);
        var readings = Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(path => Whole(folder, path)).ToArray();
        return new([.. readings.Select(reading => reading.Step).OfType<GuidedStep>().OrderBy(step => step.Id, StringComparer.Ordinal)], [.. readings.SelectMany(reading => reading.Errors)]);
    }

    /// <returns>Null when there is no such step.</returns>
    public GuidedStep? Find(string id) => Steps.FirstOrDefault(step => step.Id == id);

    /// <param name="own">Goes before this one where both have a step of the same name.</param>
    public GuidedStepLibrary With(GuidedStepLibrary own) => new(
        [.. Steps.Where(step => own.Find(step.Id) is null).Concat(own.Steps).OrderBy(step => step.Id, StringComparer.Ordinal)],
        [.. Errors, .. own.Errors]);

    private static GuidedStepReading Whole(string folder, string path)
    {
        var reading = GuidedStepReader.Read(path);
        var name = Path.GetFileNameWithoutExtension(path);
        if (reading is not { Step: { } step, Errors.IsEmpty: true })
            return reading with { Step = null };
        if (step.Id != name)
            return new(null, [new(path, "$.id", $"'{step.Id}' differs from the file's name, which is {name}.json")]);
        return File.Exists(Path.Combine(folder, step.Picture)) ? reading : new(null, [new(path, "$.picture", $"there is no file {step.Picture} beside it")]);
    }
}
