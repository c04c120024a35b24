using Microsoft.Extensions.Logging;

namespace MassagerControl.Clinic.Rooms;

/// <summary>What the desk's grain logs: no person, no place, no rating.</summary>
internal static partial class DeskLog
{
    [LoggerMessage(301, LogLevel.Error, "an alert cannot be kept yet: {kind}")]
    public static partial void NotKept(ILogger log, string kind);
}
