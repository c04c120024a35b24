using MassagerControl.Core;

namespace MassagerControl.Runtime.Reach;

/// <summary>Who has a device.</summary>
/// <param name="Command">What it does, e.g. <c>massager run</c>.</param>
public sealed record LockHolder(int Pid, DateTimeOffset Since, string Command)
{
    public Phrase Name => $"{Command}, process {Pid}";

    public Phrase Words => $"{Name}, since {Since.ToLocalTime():yyyy-MM-dd HH:mm:ss}";

    public override string ToString() => Words.Text;
}
