using System.Text.Json;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.Texts;
using MassageProgram = MassagerControl.Core.Programs.Program;

namespace MassagerControl.Runtime.Programs;

/// <summary>The first form of a person's own program: another one's steps, under a name and a source of its own.</summary>
public static class ProgramSkeleton
{
    /// <param name="model">Its numbers, and whose they were.</param>
    /// <param name="id">Letters, digits and hyphens; the file is named after it.</param>
    public static string Of(MassageProgram model, string id, string name) => JsonText.Indented((Utf8JsonWriter json) => ProgramText.Write(json, model with
    {
        Id = id,
        Name = name,
        Summary = $"My own, made from {model.Id}. Say here what it is for.",
        Sources = [new("my own choice", "Say here where each number comes from, and which ones you have chosen."), .. model.Sources],
    }));
}
