namespace MassagerControl.App.Cli;

/// <summary>The command line of <c>routine</c>.</summary>
/// <param name="Run">Of its session.</param>
/// <param name="Name">An id, or the path of a file; null where it is not named.</param>
/// <param name="Program">Instead of the routine's own.</param>
internal sealed record RoutineOptions(RunOptions Run, string? Name, string? Program, bool Resume)
{
    public const string Usual = "full";

    /// <summary>The folder of the person's own guided steps; null: none.</summary>
    public string? Steps { get; init; }

    /// <summary>What the person named, and is not only the usual.</summary>
    public (bool Device, bool Area, bool Side) Named { get; init; }
}
