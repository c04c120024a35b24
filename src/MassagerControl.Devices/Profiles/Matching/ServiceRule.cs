using MassagerControl.Core;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Devices.Profiles.Matching;

/// <summary>A service that a device of the profile advertises.</summary>
internal sealed record ServiceRule(GattUuid Service)
{
    private const string BaseTail = "-0000-1000-8000-00805f9b34fb";

    /// <summary>Short UUIDs such as FFE0 and FFF0 are used by everybody for everything.</summary>
    public bool SaysLittle => Service.ToString().EndsWith(BaseTail, StringComparison.Ordinal);

    public int Score => SaysLittle ? 20 : 50;

    public Phrase Reason => $"advertises the service {Service}";
}
