using Microsoft.AspNetCore.Http;

namespace MassagerControl.Web.Http;

/// <summary>What goes wrong while a request is answered: nobody gets a stack trace, and the host is told.</summary>
internal static class Faults
{
    /// <param name="tell">Told of each fault of this program.</param>
    public static Func<RequestDelegate, RequestDelegate> CatchAsync(Action<Exception> tell) => next => async http =>
    {
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
#pragma warning disable CA1031 // A fault of this program in one answer: the others go on.
        catch (Exception fault) when (!http.Response.HasStarted)
#pragma warning restore CA1031
        {
            tell(fault);
            await http.ProblemAsync(StatusCodes.Status500InternalServerError, "internal error: the host says more").ConfigureAwait(false);
        }
    };
}
