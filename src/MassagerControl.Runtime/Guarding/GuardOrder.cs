using MassagerControl.Runtime.Reach;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.Runtime.Guarding;

/// <summary>What a guard is to guard.</summary>
/// <param name="Screen">The session has the whole terminal, which must be given back when it dies.</param>
/// <param name="Kept">Where the session is kept; null where it is not.</param>
public sealed record GuardOrder(DeviceAddress Reach, bool Screen, KeptSession? Kept)
{
    /// <summary>In which it speaks to the person.</summary>
    public Language Language { get; init; } = Language.English;
}

/// <param name="Folder">The data folder.</param>
/// <param name="Device">What the device is called there.</param>
public sealed record KeptSession(string Folder, string Device);
