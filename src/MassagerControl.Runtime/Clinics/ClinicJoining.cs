using System.Collections.Immutable;
using System.Text.Json;
using MassagerControl.Core;

namespace MassagerControl.Runtime.Clinics;

/// <summary>Makes this computer a room of a clinic, with a code that the desk shows once.</summary>
public static class ClinicJoining
{
    /// <param name="fingerprint">Of the clinic's certificate, as its desk shows it; null where an authority vouches for it.</param>
    /// <param name="say">Takes a line for the person.</param>
    /// <returns>The key of this room; or every reason why there is none.</returns>
    public static async Task<(ClinicKey? Key, ImmutableArray<Phrase> Against)> JoinAsync(
        Uri address, string? fingerprint, string code, Action<Phrase> say, TimeProvider time, CancellationToken cancellation)
    {
        using var calls = new ClinicCalls(address, fingerprint, null, time, say);
        var reply = await calls.SendAsync(HttpMethod.Post, ClinicWire.Enrol, ClinicWire.EnrolBody(code), cancellation).ConfigureAwait(false);
        if (!reply.IsDone)
            return (null, reply.Reasons);
        // The code says which room, or which person, is let in.
        if (Text(reply.Body, "role") is { } role && role != "room")
            return (null, [Phrase.Of($"this code lets in a {Phrase.Verbatim(role)}, no room, and is used now: ask the desk for one of a room")]);
        return Text(reply.Body, "name") is { } room && Text(reply.Body, "token") is { } token
            ? (new(address, fingerprint, room, token), [])
            : (null, ["the clinic's answer cannot be understood: is one of the two out of date?"]);
    }

    private static string? Text(JsonElement body, string name) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
}
