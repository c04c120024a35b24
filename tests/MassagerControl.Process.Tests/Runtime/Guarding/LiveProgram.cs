namespace MassagerControl.Tests.Runtime.Guarding;

/// <summary>What a process of this program is started with: the assembly beside the tests, or the native program that <c>MASSAGER_PROGRAM</c> names (its whole path).</summary>
internal static class LiveProgram
{
    private const string Variable = "MASSAGER_PROGRAM";

    public static string[] Massager { get; } =
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } native ? [Found(native)] : Assembly("massager");

    /// <summary>For a shell.</summary>
    public static string MassagerText => string.Join(' ', Massager);

    public static string[] Assembly(string name) => ["dotnet", Path.Combine(AppContext.BaseDirectory, name + ".dll")];

    // A name that is wrong must not end as hundreds of tests that say so in their own ways.
    private static string Found(string native) =>
        Path.IsPathFullyQualified(native) && File.Exists(native) ? native : throw new FileNotFoundException($"{Variable} is not the whole path of a program: {native}");
}
