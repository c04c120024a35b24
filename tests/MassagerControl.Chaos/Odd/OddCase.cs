using System.Text.Json.Nodes;

namespace MassagerControl.Chaos.Odd;

/// <summary>One session with a device that its profile describes only as far as a profile can.</summary>
/// <param name="Script">The device, in the format of docs/odd-devices.md: the truth about its motors.</param>
/// <param name="Profile">What a person would write down of it.</param>
/// <param name="At">When it is stopped or killed, in seconds since the session began.</param>
/// <param name="Killed">The session's process dies there; else somebody presses STOP.</param>
internal sealed record OddCase(int Seed, int Number, JsonObject Script, JsonObject Profile, double At, bool Killed)
{
    /// <summary>Something hinders even a driver that does all that the profile says.</summary>
    public bool Hindered { get; init; }
}
