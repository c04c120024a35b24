using System.Net;
using Microsoft.Extensions.Logging;

namespace MassagerControl.Clinic.Http;

/// <summary>What the API logs: no person, no place, no rating.</summary>
internal static partial class HttpLog
{
    [LoggerMessage(201, LogLevel.Warning, "a request is refused: {why}, from {address}")]
    public static partial void Refused(ILogger log, string why, IPAddress? address);

    [LoggerMessage(204, LogLevel.Warning, "more requests are refused than are logged within a minute")]
    public static partial void MoreRefused(ILogger log);

    [LoggerMessage(202, LogLevel.Error, "the audit log cannot be written: {act}: {kind}")]
    public static partial void NotWritten(ILogger log, string act, string kind);

    [LoggerMessage(203, LogLevel.Error, "internal error: {kind}: {message}")]
    public static partial void Fault(ILogger log, string kind, string message);
}
