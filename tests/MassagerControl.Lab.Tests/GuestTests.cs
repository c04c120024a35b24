using MassagerControl.Lab.Tests.Support;

namespace MassagerControl.Lab.Tests;

public sealed class GuestTests(VirtualMachine machine) : IClassFixture<VirtualMachine>
{
    [Fact]
    public async Task The_guest_has_two_controllers()
    {
        var seen = await machine.RunAsync("ls /sys/class/bluetooth", TestContext.Current.CancellationToken);
        Assert.Equal(["hci0", "hci1"], seen.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
