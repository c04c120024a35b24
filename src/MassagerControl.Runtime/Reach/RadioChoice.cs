using MassagerControl.Core;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Runtime.Reach;

/// <summary>The radio that somebody named.</summary>
/// <param name="Argument">What stood behind the colon, or null.</param>
public sealed record RadioChoice(RadioKind Kind, string? Argument)
{
    /// <summary>As on the command line; this is what is remembered with a device.</summary>
    public string Text => Argument is null ? Kind.Name : $"{Kind.Name}:{Argument}";

    /// <summary>Why nothing can be there that it could reach; null where something may be.</summary>
    public Phrase? Problem => Argument is null ? null : Kind.Problem(Argument);

    /// <exception cref="GattException">It cannot be used here.</exception>
    public OpenRadio Open(RadioRequest request) => Kind.Open(request with { Argument = Argument });
}
