using MassagerControl.Devices.Gatt;
using MassagerControl.Radio.BlueZ.Bus;
using MassagerControl.Radio.BlueZ.Peripheral;

namespace MassagerControl.Tests.Radio.BlueZ.Peripheral;

public sealed class GattTreeTests
{
    private static readonly GattCharacteristic Control =
        new(GattUuid.FromShort(0xFFE0), GattUuid.FromShort(0xFFE1), GattProperties.Write | GattProperties.WriteWithoutResponse);

    private static readonly GattCharacteristic Status = new(GattUuid.FromShort(0xFFE0), GattUuid.FromShort(0xFFE2), GattProperties.Read | GattProperties.Notify);
    private static readonly GattCharacteristic Battery = new(GattUuid.BatteryService, GattUuid.BatteryLevel, GattProperties.Indicate);

    private readonly GattTree _tree = new([Control, Status, Battery]);

    [Fact]
    public void Each_service_is_one_object_with_its_characteristics_below()
    {
        Assert.Equal(
            ["/massagercontrol/service0", "/massagercontrol/service0/characteristic0", "/massagercontrol/service0/characteristic1",
                "/massagercontrol/service1", "/massagercontrol/service1/characteristic2"],
            _tree.Objects().Keys.Order());
        Assert.Equal("0000ffe0-0000-1000-8000-00805f9b34fb", Of("/massagercontrol/service0", "org.bluez.GattService1")["UUID"]);
        Assert.Equal(new BusPath("/massagercontrol/service1"), Of(_tree.PathOf(Battery), "org.bluez.GattCharacteristic1")["Service"]);
    }

    [Fact]
    public void A_characteristic_says_what_it_can_do()
    {
        Assert.Equal(["write", "write-without-response"], Flags(Control));
        Assert.Equal(["read", "notify"], Flags(Status));
        Assert.Equal(["indicate"], Flags(Battery));
    }

    [Fact]
    public void A_path_leads_back_to_its_characteristic()
    {
        Assert.All([Control, Status, Battery], characteristic => Assert.Equal(characteristic, _tree.Find(_tree.PathOf(characteristic))));
        Assert.Null(_tree.Find("/massagercontrol/service0"));
        Assert.Null(_tree.Interfaces("/massagercontrol/service9"));
    }

    private string[] Flags(GattCharacteristic characteristic) => (string[])Of(_tree.PathOf(characteristic), "org.bluez.GattCharacteristic1")["Flags"];

    private Dictionary<string, object> Of(string path, string name) => Assert.Single(_tree.Interfaces(path)!, one => one.Key == name).Value;
}
