namespace MassagerControl.RadioContract.Fake;

/// <summary>How a device bonds.</summary>
/// <param name="Passkey">The number on the device; null where it asks for none ("Just Works").</param>
/// <param name="Required">It takes nothing before it is bonded with.</param>
public sealed record FakePairing(uint? Passkey = null, bool Required = false);
