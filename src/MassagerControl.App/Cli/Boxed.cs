namespace MassagerControl.App.Cli;

/// <summary>A value of an option that was given; null stands for an option that was not.</summary>
internal sealed record Boxed<T>(T Value)
    where T : struct;

internal static class Boxed
{
    public static Boxed<T>? From<T>(T? value)
        where T : struct => value is { } given ? new(given) : null;
}
