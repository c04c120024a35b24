namespace MassagerControl.Runtime.Voice;

/// <summary>How somebody wants to hear a session.</summary>
/// <param name="German">Else English.</param>
/// <param name="Volume">0–100; null for the voice's own.</param>
public sealed record VoiceOptions(bool German, int? Volume);
