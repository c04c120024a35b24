using MassagerControl.App.Diagnosis;
using MassagerControl.Devices.Gatt;
using MassagerControl.Runtime.Diagnosis;

namespace MassagerControl.Tests.App.Diagnosis;

public sealed class BluetoothFindingsTests : IDisposable
{
    private readonly DirectoryInfo _switches = Directory.CreateTempSubdirectory("rfkill");

    public void Dispose() => _switches.Delete(recursive: true);

    [Fact]
    public void An_adapter_says_its_state_and_its_BlueZ()
    {
        var found = BluetoothFindings.Of([new("hci0", "AA:BB:CC:DD:EE:01", Powered: true) { BlueZVersion = new(5, 82) }, new("hci1", "AA:BB:CC:DD:EE:02", Powered: false)]);

        Assert.Equal(
            [
                (FindingState.Good, "hci0 (AA:BB:CC:DD:EE:01), switched on, BlueZ 5.82", null),
                (FindingState.Problem, "hci1 (AA:BB:CC:DD:EE:02), switched off, BlueZ of an unknown version", "switch it on: 'bluetoothctl power on'"),
            ],
            found.Select(one => (one.State, one.Text.Text, one.Advice?.Text)));
    }

    [Fact]
    public void No_adapter_and_no_service_are_problems_with_what_to_do()
    {
        Assert.Equal(FindingState.Problem, Assert.Single(BluetoothFindings.Of([])).State);

        var failed = BluetoothFindings.Of(new GattException(GattFailure.Unreachable, "the service is not there"));
        Assert.Equal((FindingState.Problem, "the service is not there"), (failed.State, failed.Text));
        Assert.NotNull(failed.Advice);
    }

    [Theory]
    [InlineData("0", "0", "Good", "hci0 is not blocked")]
    [InlineData("1", "0", "Problem", "hci0 is blocked by software")]
    [InlineData("0", "1", "Problem", "hci0 is blocked by a switch of the computer")]
    [InlineData("1", "1", "Problem", "hci0 is blocked by a switch of the computer")]
    public void A_switch_of_Bluetooth_is_told(string soft, string hard, string state, string text)
    {
        Switch("rfkill0", "wlan", "phy0", "1", "1");
        Switch("rfkill1", "bluetooth", "hci0", soft, hard);

        var found = Assert.Single(BluetoothFindings.OfSwitches(_switches.FullName));

        Assert.Equal((state, text), (found.State.ToString(), found.Text.Text));
    }

    [Fact]
    public void A_system_without_switches_has_none() => Assert.Empty(BluetoothFindings.OfSwitches(Path.Combine(_switches.FullName, "none")));

    private void Switch(string entry, string type, string name, string soft, string hard)
    {
        var folder = _switches.CreateSubdirectory(entry).FullName;
        foreach (var (file, text) in new[] { ("type", type), ("name", name), ("soft", soft), ("hard", hard) })
            File.WriteAllText(Path.Combine(folder, file), text + "\n");
    }
}
