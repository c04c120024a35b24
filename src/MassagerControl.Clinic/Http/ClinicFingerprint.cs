namespace MassagerControl.Clinic.Http;

/// <summary>What a room is told of the clinic's certificate.</summary>
/// <param name="Shown">SHA-256 as people compare it; null where the API speaks in plain.</param>
internal sealed record ClinicFingerprint(string? Shown);
