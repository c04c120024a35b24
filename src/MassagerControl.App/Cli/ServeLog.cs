using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace MassagerControl.App.Cli;

/// <summary>Where the structured log of the service goes: standard error, as standard output has addresses and codes.</summary>
internal static class ServeLog
{
    private const string Json = "json";

    private static readonly (string Word, LogLevel Level)[] Known =
        [("debug", LogLevel.Debug), ("information", LogLevel.Information), ("warning", LogLevel.Warning), ("error", LogLevel.Error)];

    /// <summary>The words of all levels.</summary>
    public static string Levels { get; } = string.Join(", ", Known.Select(known => known.Word));

    /// <returns>Null where it is none.</returns>
    public static string? Format(string text) => text is Json or "text" ? text : null;

    /// <returns>Null where it is none.</returns>
    public static Boxed<LogLevel>? Level(string text) => Known.Where(known => known.Word == text).Select(known => new Boxed<LogLevel>(known.Level)).FirstOrDefault();

    /// <returns>Null where no log is asked for.</returns>
    public static Action<ILoggingBuilder>? Of(string? format) => format switch
    {
        null => null,
        Json => log => ToErrors(log).AddJsonConsole(line => (line.UseUtcTimestamp, line.TimestampFormat) = (true, "yyyy-MM-ddTHH:mm:ss.fffZ")),
        _ => log => ToErrors(log).AddSimpleConsole(line => (line.SingleLine, line.UseUtcTimestamp, line.TimestampFormat, line.ColorBehavior) =
            (true, true, "yyyy-MM-ddTHH:mm:ss.fffZ ", LoggerColorBehavior.Disabled)),
    };

    private static ILoggingBuilder ToErrors(ILoggingBuilder log)
    {
        log.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        return log;
    }
}
