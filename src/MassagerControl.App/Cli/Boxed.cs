namespace MassagerControl.App.Cli;

/// <summary>The value of an option; null where the option was not given.</summary>
internal sealed record Boxed<T>(T Value)
    where T : struct;

internal static class Boxed
{
    public static Boxed<T>? From<T>(T? value)
        where T : struct => value is { } given ? new(given) : null;
}
