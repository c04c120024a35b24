using MassagerControl.Clinic.Access;
using MassagerControl.Clinic.Audit;
using MassagerControl.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Orleans;

namespace MassagerControl.Clinic.Http;

/// <summary>Lets a request in by its token, to whom its role allows.</summary>
internal sealed class ClinicDoor(IGrainFactory grains, RecentKeys recent, Refusals refusals, IAuditLog audit, ILogger<ClinicDoor> log)
{
    private const string Scheme = "Bearer ";

    // Far longer than a roster takes that is there. One whose silo has just died is missed for seconds.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    /// <summary>For rooms alone, of a version that is understood.</summary>
    public RequestDelegate Room(Func<HttpContext, ClinicKey, Task> handle) => For(FindAsync, IsRoom, Understood(handle));

    /// <summary>The same for a room that waits for STOP: whom this silo let in lately need not wait for the roster.</summary>
    public RequestDelegate RoomThatWaits(Func<HttpContext, ClinicKey, Task> handle) => For(FindSoonAsync, IsRoom, Understood(handle));

    /// <summary>For people whose role is at least this.</summary>
    public RequestDelegate Person(ClinicRole least, Func<HttpContext, ClinicKey, Task> handle) => For(FindAsync, IsPerson(least), handle);

    /// <summary>The same for STOP: whom this silo let in lately need not wait for the roster.</summary>
    public RequestDelegate WhoStops(ClinicRole least, Func<HttpContext, ClinicKey, Task> handle) => For(FindSoonAsync, IsPerson(least), handle);

    /// <summary>Written down where it can be; what was done or refused stays so at any rate.</summary>
    public async Task NoteAsync(ClinicKey? key, string act, string subject, string detail)
    {
        try
        {
            await audit.AppendAsync(new(key?.Name ?? "-", act, subject, detail), CancellationToken.None).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever the database says: the answer is not to wait for it.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            HttpLog.NotWritten(log, act, fault.GetType().Name);
        }
    }

    /// <summary>A refusal, as <see cref="NoteAsync"/>: of many that one key has within a minute only that there are more.</summary>
    public async Task RefusedAsync(ClinicKey key, string act, string subject, string detail)
    {
        if (refusals.IsWritten(key.Id))
            await NoteAsync(key, act, subject, detail).ConfigureAwait(false);
        else if (refusals.IsOverflow(key.Id))
            await NoteAsync(key, "more-refused", subject, "more is refused than is written down within a minute").ConfigureAwait(false);
    }

    private void RefuseStranger(HttpContext http)
    {
        if (refusals.IsWritten(""))
            HttpLog.Refused(log, "token", http.Connection.RemoteIpAddress);
        else if (refusals.IsOverflow(""))
            HttpLog.MoreRefused(log);
    }

    private static bool IsRoom(ClinicKey key) => key.Role == ClinicRole.Room;

    private static Func<ClinicKey, bool> IsPerson(ClinicRole least) => key => key.Role != ClinicRole.Room && key.Role >= least;

    private static Func<HttpContext, ClinicKey, Task> Understood(Func<HttpContext, ClinicKey, Task> handle) => async (http, key) =>
    {
        if (Protocol.Problem(http) is { } problem)
            await http.ProblemAsync(StatusCodes.Status426UpgradeRequired, problem).ConfigureAwait(false);
        else
            await handle(http, key).ConfigureAwait(false);
    };

    private async Task<ClinicKey?> FindAsync(string token)
    {
        var key = await grains.GetGrain<IRosterGrain>(IRosterGrain.Key).FindAsync(token).ConfigureAwait(false);
        if (key is null)
            recent.Remove(token);
        else
            recent.Add(token, key);
        return key;
    }

    private async Task<ClinicKey?> FindSoonAsync(string token)
    {
        var asked = FindAsync(token);
        if (recent.Find(token) is not { } known)
            return await asked.ConfigureAwait(false);
        try
        {
            return await asked.WaitAsync(Patience, TimeProvider.System).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever keeps the roster: whoever was let in a moment ago may stop.
        catch (Exception)
#pragma warning restore CA1031
        {
            return known;
        }
    }

    private RequestDelegate For(Func<string, Task<ClinicKey?>> find, Func<ClinicKey, bool> may, Func<HttpContext, ClinicKey, Task> handle) => async http =>
    {
        var token = http.Request.Headers.Authorization is [{ } sent] && sent.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? sent[Scheme.Length..].Trim() : null;
        var key = token is null ? null : await find(token).ConfigureAwait(false);
        if (key is null)
        {
            RefuseStranger(http);
            http.Response.Headers.WWWAuthenticate = "Bearer";
            await http.ProblemAsync(StatusCodes.Status401Unauthorized, Phrase.Of("this key is not known here, or no more")).ConfigureAwait(false);
        }
        else if (!may(key))
        {
            await RefusedAsync(key, "refused", $"{http.Request.Method} {http.Request.Path}", $"a {key.Role.Word()} may not do this").ConfigureAwait(false);
            await http.ProblemAsync(StatusCodes.Status403Forbidden, $"a {key.Role.Word()} may not do this").ConfigureAwait(false);
        }
        else
            await handle(http, key).ConfigureAwait(false);
    };
}
