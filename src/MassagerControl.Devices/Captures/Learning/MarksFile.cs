using System.Collections.Immutable;
using MassagerControl.Devices.Captures.Inference;
using MassagerControl.Devices.Json;

namespace MassagerControl.Devices.Captures.Learning;

/// <summary>Reads a file of marks: one a line; empty lines and what begins with <c>#</c> are skipped.</summary>
public static class MarksFile
{
    private const int MostBytes = 1024 * 1024;

    /// <inheritdoc cref="MarkText.Read" path="/param[@name='began']"/>
    /// <returns>By their time; every line that is none is an error.</returns>
    public static (ImmutableArray<Mark> Marks, ImmutableArray<FileError> Errors) Read(string path, DateTimeOffset? began)
    {
        var marks = ImmutableArray.CreateBuilder<Mark>();
        var errors = ImmutableArray.CreateBuilder<FileError>();
        try
        {
            var number = 0;
            foreach (var line in BoundedFile.Lines(path, MostBytes))
            {
                number++;
                if (string.IsNullOrWhiteSpace(line) || line.TrimStart().StartsWith('#'))
                    continue;
                if (MarkText.Read(line, began, out var problem) is { } mark)
                    marks.Add(mark);
                else
                    errors.Add(new(path, $"line {number}", problem!));
            }
        }
        catch (Exception exception) when (FileErrorText.IsFailure(exception))
        {
            errors.Add(new(path, "$", $"cannot be read: {FileErrorText.Of(exception, path)}"));
        }
        return ([.. marks.OrderBy(mark => mark.At)], errors.ToImmutable());
    }
}
