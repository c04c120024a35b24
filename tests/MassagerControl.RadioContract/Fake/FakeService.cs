using MassagerControl.Devices.Gatt;
using MassagerControl.Radio.BlueZ.Bus;
using MassagerControl.Radio.BlueZ.Central;

namespace MassagerControl.RadioContract.Fake;

/// <summary>A service of a fake device.</summary>
internal sealed class FakeService : FakeObject
{
    public FakeService(FakeBlueZ world, string path, GattUuid uuid, string device)
        : base(world, path) => Interfaces[BlueZNames.GattService] = new()
        {
            ["UUID"] = uuid.ToString(),
            ["Device"] = new BusPath(device),
            ["Primary"] = true,
        };

    private protected override Task<BusReply> DoAsync(BusCall call) => throw NoSuchMethod(call);
}
