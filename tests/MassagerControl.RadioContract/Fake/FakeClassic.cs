namespace MassagerControl.RadioContract.Fake;

/// <summary>A device that speaks classic Bluetooth too.</summary>
/// <param name="Error">What a connect over it is answered with; null where it comes up, with an audio sink and nothing else.</param>
/// <param name="Prefers">What bluetoothd prefers; null where it has no such property, as before 5.79.</param>
public sealed record FakeClassic(string? Error = null, string? Prefers = null)
{
    internal const string Bearer = "PreferredBearer";
}
