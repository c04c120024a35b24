using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using MassagerControl.Clinic.People;

namespace MassagerControl.Clinic.Fhir;

/// <summary>Records of one person as a FHIR R4 bundle.</summary>
internal static class SessionBundle
{
    public const string MediaType = "application/fhir+json; charset=utf-8";

    private static readonly FhirJsonSerializer Json = new();

    /// <param name="name">Null where it is not to be said.</param>
    public static string Write(string person, string? name, ImmutableArray<SessionRecord> records, DateTimeOffset now) => Json.SerializeToString(Of(person, name, records, now));

    /// <inheritdoc cref="Write"/>
    public static Bundle Of(string person, string? name, ImmutableArray<SessionRecord> records, DateTimeOffset now)
    {
        var bundle = new Bundle { Type = Bundle.BundleType.Collection, Timestamp = now.ToUniversalTime() };
        Add(bundle, Url("terms"), SessionTerms.Definition());
        var subject = Add(bundle, Url("person", person), Patient(person, name));
        var devices = new Dictionary<string, ResourceReference>(StringComparer.Ordinal);
        foreach (var profile in records.Select(record => record.Profile).OfType<string>().Distinct())
            devices.Add(profile, Add(bundle, Url("device", profile), Device(profile)));
        foreach (var record in records)
            AddSession(bundle, person, new(record, subject, record.Profile is { } profile ? devices[profile] : null));
        return bundle;
    }

    private static void AddSession(Bundle bundle, string person, SessionResources session)
    {
        var id = session.Record.Session;
        var procedure = Add(bundle, Url("session", person, id), session.Procedure());
        Add(bundle, Url("figures", person, id), session.Figures(procedure));
        foreach (var (rating, index) in session.Record.Ratings.Select((rating, index) => (rating, index)))
            Add(bundle, Url("rating", person, id, $"{index}"), session.Rating(procedure, rating));
        foreach (var (flag, index) in session.Record.Flags.Select((flag, index) => (flag, index)))
            Add(bundle, Url("flag", person, id, $"{index}"), session.Flag(procedure, flag));
    }

    private static Patient Patient(string person, string? name) => new()
    {
        Identifier = [new(SessionTerms.PersonId, person)],
        Name = name is null ? [] : [new() { Text = name }],
    };

    private static Device Device(string profile) => new()
    {
        Identifier = [new(SessionTerms.Profile, profile)],
        Type = SessionTerms.Concept(SessionTerms.Massager),
    };

    private static ResourceReference Add(Bundle bundle, string url, Resource resource)
    {
        bundle.AddResourceEntry(resource, url);
        return new(url);
    }

    /// <summary>The same thing has the same name in every export.</summary>
    private static string Url(params ReadOnlySpan<string> parts)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts)));
        // A name-based UUID of a form of one's own (RFC 9562, version 8).
        hash[6] = (byte)((hash[6] & 0x0f) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3f) | 0x80);
        return $"urn:uuid:{new Guid(hash.AsSpan(0, 16), bigEndian: true)}";
    }
}
