using System.Net.Sockets;
using System.Text;
using MassagerControl.Runtime.Os;

namespace MassagerControl.Tests.Runtime.Os;

public sealed class ServiceNotifyTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("n");
    private readonly Socket _manager = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

    public ServiceNotifyTests()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("systemd is on Linux only");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("@")]
    [InlineData("/nowhere/at/all")]
    public void Where_no_manager_listens_nobody_is_told(string? address) => Assert.Null(ServiceNotify.Of(_ => address));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_manager_hears_of_beginning_life_and_end(bool isAbstract)
    {
        var path = Path.Combine(_folder.FullName, "s");
        _manager.Bind(new UnixDomainSocketEndPoint(isAbstract ? $"\0{path}" : path));
        using (var notify = ServiceNotify.Of(name => name == "NOTIFY_SOCKET" ? (isAbstract ? $"@{path}" : path) : null)!)
        {
            notify.Ready();
            notify.Alive();
        }

        Assert.Equal(["READY=1", "WATCHDOG=1", "STOPPING=1"], [Receive(), Receive(), Receive()]);
    }

    [Fact]
    public void A_manager_that_does_not_read_holds_nobody_up()
    {
        var path = Path.Combine(_folder.FullName, "s");
        _manager.Bind(new UnixDomainSocketEndPoint(path));
        using var notify = ServiceNotify.Of(_ => path)!;
        for (var i = 0; i < 10_000; i++)
            notify.Alive();

        Assert.Equal("WATCHDOG=1", Receive());
    }

    public void Dispose()
    {
        _manager.Dispose();
        _folder.Delete(recursive: true);
    }

    private string Receive()
    {
        var bytes = new byte[100];
        _manager.ReceiveTimeout = 10_000;
        return Encoding.UTF8.GetString(bytes, 0, _manager.Receive(bytes));
    }
}
