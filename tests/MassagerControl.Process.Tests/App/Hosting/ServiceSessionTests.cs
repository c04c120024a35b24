using System.Net.Sockets;
using System.Text;
using MassagerControl.Tests.Runtime.Guarding;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.App.Hosting;

/// <summary>A session as systemd starts it, in a process of its own.</summary>
public sealed class ServiceSessionTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("n");
    private readonly Socket _manager = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

    public ServiceSessionTests()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("systemd is on Linux only");
    }

    [LiveFact]
    public async Task A_session_of_a_service_tells_that_its_loop_lives()
    {
        var path = Path.Combine(_folder.FullName, "s");
        _manager.Bind(new UnixDomainSocketEndPoint(path));
        using var session = LiveProcess.Start(
            _folder.FullName, [.. LiveProgram.Massager, "run", "--speed", "100"], start => start.Environment["NOTIFY_SOCKET"] = path);
        // A manager reads as it is told; what it does not read in time is lost.
        string[] told = [Receive(), Receive(), Receive(), Receive()];
        await session.EndsAsync();

        Assert.Equal(["READY=1", "WATCHDOG=1", "WATCHDOG=1", "WATCHDOG=1"], told);
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
