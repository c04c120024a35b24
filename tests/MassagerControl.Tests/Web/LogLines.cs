using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace MassagerControl.Tests.Web;

/// <summary>Everything that is logged, whoever logs it.</summary>
internal sealed class LogLines : ILoggerProvider
{
    public ConcurrentQueue<(string Category, LogLevel Level, string? Event, string Text, KeyValuePair<string, object?>[] Values)> All { get; } = [];

    /// <summary>The names of the events, each once.</summary>
    public IEnumerable<string?> Events => All.Select(line => line.Event).Distinct();

    public ILogger CreateLogger(string categoryName) => new Writer(categoryName, this);

    public void Dispose()
    {
    }

    private sealed class Writer(string category, LogLines lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.All.Enqueue((category, logLevel, eventId.Name, formatter(state, exception) + exception, [.. (IEnumerable<KeyValuePair<string, object?>>)state!]));
    }
}
