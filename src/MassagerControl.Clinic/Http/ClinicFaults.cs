using MassagerControl.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MassagerControl.Clinic.Http;

/// <summary>What goes wrong while a request is answered: nobody gets a stack trace, and the clinic's log is told.</summary>
internal static class ClinicFaults
{
    private const int Longest = 200;

    public static Func<RequestDelegate, RequestDelegate> Catch(ILogger log) => next => async http =>
    {
        http.Response.Headers[Protocol.Header] = Protocol.Of(http).Own.ToString(System.Globalization.CultureInfo.InvariantCulture);
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        try
        {
            await next(http).ConfigureAwait(false);
        }
        catch (BadHttpRequestException bad) when (!http.Response.HasStarted)
        {
            await http.ProblemAsync(bad.StatusCode, "the request cannot be read").ConfigureAwait(false);
        }
        catch (Exception gone) when (http.RequestAborted.IsCancellationRequested && gone is OperationCanceledException or IOException)
        {
            // Whoever asked does not wait for the answer.
        }
#pragma warning disable CA1031 // A fault in one answer: the others go on.
        catch (Exception fault) when (!http.Response.HasStarted)
#pragma warning restore CA1031
        {
            HttpLog.Fault(log, fault.GetType().Name, Short(fault.Message));
            await http.ProblemAsync(StatusCodes.Status503ServiceUnavailable, Phrase.Of("it is not known whether this was done: say it again, unchanged")).ConfigureAwait(false);
        }
    };

    // Some faults carry all that others said, with their stacks.
    private static string Short(string message) => message.Split('\n')[0] is { Length: > Longest } line ? $"{line[..Longest]}…" : message.Split('\n')[0];
}
