using MassagerControl.Runtime.Texts;

namespace MassagerControl.Runtime.Voice;

/// <summary>How somebody wants to hear a session.</summary>
/// <param name="Language">What is spoken.</param>
/// <param name="Volume">0–100; null for the voice's own.</param>
public sealed record VoiceOptions(Language Language, int? Volume);
