using System.Globalization;

namespace MassagerControl.Runtime.Reach;

/// <summary>Who has a device.</summary>
/// <param name="Command">What it does, e.g. <c>massager run</c>.</param>
public sealed record LockHolder(int Pid, DateTimeOffset Since, string Command)
{
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Command}, process {Pid}");

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Name}, since {Since.ToLocalTime():yyyy-MM-dd HH:mm:ss}");
}
