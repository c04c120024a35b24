using System.Collections.Immutable;
using System.Net.Sockets;
using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Profiles.Matching;
using MassagerControl.Devices.Sockets;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Devices.Sockets;

public sealed class SocketRadioTests
{
    private const int Limit = 20_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = Limit)]
    public async Task The_driver_works_over_a_socket_and_the_log_tells_it()
    {
        await using var served = new ServedPeripheral();
        var reports = new List<MassagerReport>();
        await using (var driver = served.Driver(report => { lock (reports) reports.Add(report); }))
        {
            await driver.ConnectAsync(Token);
            await driver.SetIntensityAsync(Intensity.FromPercent(60), Token);
            await driver.StopAsync(Token);
        }
        await served.Log.HasAsync(line => line.GetProperty("type").GetString() == "disconnected");

        Assert.Equal(["ready", "connected", "write", "write", "write", "motor", "write", "motor", "disconnected"], served.Log.Types);
        Assert.Equal([3, 0], served.Log.Lines.Where(line => line.TryGetProperty("level", out _)).Select(line => line.GetProperty("level").GetInt32()));
        Assert.Equal(
            ["5A 10 4A", "5A 00 5A", "5A 01 03 58", "5A 00 5A"],
            served.Log.Lines.Where(line => line.TryGetProperty("hex", out _)).Select(line => line.GetProperty("hex").GetString()));
        Assert.All(served.Log.Lines, line => Assert.True(line.GetProperty("t").GetDouble() >= 0));
        lock (reports)
            Assert.Contains(new BatteryReported(100), reports);
    }

    [Fact(Timeout = Limit)]
    public async Task It_says_what_it_is_also_while_somebody_is_connected()
    {
        await using var served = new ServedPeripheral("therabody-wave-solo");
        await using var link = await served.Radio.ConnectAsync(served.Path, Token);

        var device = await served.Radio.LookAsync(Token);
        Assert.Equal(("therabody-wave-solo", "WaveSolo", true), (device.Profile, device.Name, device.InUse));
    }

    [Theory(Timeout = Limit)]
    [InlineData("ailink-gun")]
    [InlineData("open-massager")]
    [InlineData("jensen-jmc400")]
    public async Task A_scan_hears_everything_that_the_device_advertises(string profile)
    {
        await using var served = new ServedPeripheral(profile);
        using var cancellation = new CancellationTokenSource();
        Advertisement? seen = null;
        await served.Radio.ScanAsync(advertisement => { seen = advertisement; cancellation.Cancel(); }, cancellation.Token);

        Assert.Equal(profile, new ProfileMatcher([served.Profile]).Match(seen!).Chosen?.Profile.Id);
        Assert.False(seen!.InUse);
    }

    [Fact(Timeout = Limit)]
    public async Task A_folder_is_a_room_of_devices_and_what_is_no_device_in_it_is_nobody()
    {
        await using var one = new ServedPeripheral();
        var room = Path.GetDirectoryName(one.Path)!;
        await File.WriteAllTextAsync(Path.Combine(room, "notes.txt"), "no socket", Token);
        Leave(Path.Combine(room, "stale"));
        using var silent = SocketFile.Listen(Path.Combine(room, "silent"));
        var radio = new SocketFolderRadio(room, TimeProvider.System);
        using var cancellation = new CancellationTokenSource();
        var seen = new List<string>();
        await radio.ScanAsync(advertisement => { seen.Add(advertisement.Address); cancellation.Cancel(); }, cancellation.Token);

        Assert.Equal([one.Path], seen);
        await using (await radio.ConnectAsync(one.Path, Token))
        {
            Assert.Equal(GattFailure.Unreachable, (await Assert.ThrowsAsync<GattException>(() => radio.ConnectAsync("/elsewhere/s", Token))).Failure);
        }
        var gone = new SocketFolderRadio(Path.Combine(room, "absent"), TimeProvider.System);
        Assert.Equal(GattFailure.Unreachable, (await Assert.ThrowsAsync<GattException>(() => gone.ScanAsync(_ => { }, Token))).Failure);
    }

    [Fact]
    public void What_a_device_says_of_itself_survives_the_way_and_nonsense_is_none()
    {
        var device = new SocketDevice("p", "n")
        {
            Services = [GattUuid.FromShort(0xFFE0)],
            ManufacturerData = ImmutableDictionary<ushort, ImmutableArray<byte>>.Empty.Add(0x496E, [1, 2]).Add(1, []),
        };
        var bytes = device.Encode();
        var read = SocketDevice.Decode(bytes)!;

        Assert.Equal(device.Services, read.Services);
        Assert.Equal([1, 2], read.ManufacturerData[0x496E]);
        Assert.Empty(read.ManufacturerData[1]);
        for (var length = 0; length < bytes.Length; length++)
            Assert.Null(SocketDevice.Decode(bytes.AsSpan(0, length)));
        Assert.Null(SocketDevice.Decode([.. bytes, 0]));
    }

    [Fact(Timeout = Limit)]
    public async Task A_scan_finds_it()
    {
        await using var served = new ServedPeripheral();
        using var cancellation = new CancellationTokenSource();
        var seen = new List<Advertisement>();

        await served.Radio.ScanAsync(advertisement => { seen.Add(advertisement); cancellation.Cancel(); }, cancellation.Token);

        Assert.Equal((served.Path, "SIM Percussion Gun"), (seen.Single().Address, seen.Single().Name));
    }

    [Fact(Timeout = Limit)]
    public async Task One_central_at_a_time_and_the_next_one_gets_its_turn()
    {
        await using var served = new ServedPeripheral();
        var first = await served.Radio.ConnectAsync(served.Path, Token);
        var second = served.Radio.ConnectAsync(served.Path, Token);
        using var impatient = new CancellationTokenSource();
        var third = served.Radio.ConnectAsync(served.Path, impatient.Token);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => third);
        Assert.False(second.IsCompleted);

        await first.DisposeAsync();

        await (await second).DisposeAsync();
        await served.Log.HasAsync(_ => served.Log.Types.Count(type => type == "disconnected") >= 2);
    }

    [Fact(Timeout = Limit)]
    public async Task When_the_peripheral_ends_the_link_is_lost()
    {
        await using var served = new ServedPeripheral();
        var lost = new TaskCompletionSource<string>();
        await using var driver = served.Driver(report =>
        {
            if (report is LinkLost loss)
                lost.TrySetResult(loss.Reason);
        });
        await driver.ConnectAsync(Token);
        await driver.SetIntensityAsync(Intensity.Full, Token);

        await served.EndAsync();

        Assert.NotEmpty(await lost.Task);
        var fault = await Assert.ThrowsAsync<MassagerException>(() => driver.StopAsync(Token));
        Assert.Equal(MassagerFaultKind.Connection, fault.Fault.Kind);
        Assert.False(File.Exists(served.Path));
    }

    [Fact(Timeout = Limit)]
    public async Task A_fault_breaks_the_link_and_the_driver_stops_the_motor_on_a_new_one()
    {
        await using var served = new ServedPeripheral(faults: """{ "write": 3, "kind": "dropLink", "seconds": 0.05 }""");
        await using var driver = served.Driver(_ => { });
        await driver.ConnectAsync(Token);
        var fault = await Assert.ThrowsAsync<MassagerException>(() => driver.SetIntensityAsync(Intensity.Full, Token));
        Assert.Equal(MassagerFaultKind.UncertainDelivery, fault.Fault.Kind);

        await driver.StopAsync(Token);

        Assert.Equal([5, 0], served.Log.Lines.Where(line => line.TryGetProperty("level", out _)).Select(line => line.GetProperty("level").GetInt32()));
    }

    [Fact(Timeout = Limit)]
    public async Task A_refusal_keeps_its_code()
    {
        await using var served = new ServedPeripheral(faults: """{ "write": 1, "kind": "refuseWrite", "code": 5 }""");
        await using var link = await served.Radio.ConnectAsync(served.Path, Token);

        var refused = await Assert.ThrowsAsync<GattException>(() => link.WriteAsync(link.Characteristics[0], new byte[] { 1 }, WriteMode.WithResponse, Token));

        Assert.Equal((GattFailure.Refused, (byte?)5), (refused.Failure, refused.AttCode));
    }

    [Fact(Timeout = Limit)]
    public async Task Where_nobody_listens_nobody_is_reached()
    {
        await using var served = new ServedPeripheral();
        var nowhere = new SocketRadio(served.Path + "x");

        Assert.Equal(GattFailure.Unreachable, (await Assert.ThrowsAsync<GattException>(() => nowhere.ConnectAsync(served.Path + "x", Token))).Failure);
        Assert.Equal(GattFailure.Unreachable, (await Assert.ThrowsAsync<GattException>(() => nowhere.ConnectAsync("elsewhere", Token))).Failure);
        Assert.Equal(GattFailure.Unreachable, (await Assert.ThrowsAsync<GattException>(() => nowhere.LookAsync(Token))).Failure);
    }

    [Fact(Timeout = Limit)]
    public async Task A_busy_path_or_another_file_is_refused_and_a_stale_socket_is_replaced()
    {
        var folder = Directory.CreateTempSubdirectory("mc");
        try
        {
            var (busy, file, stale) = (Path.Combine(folder.FullName, "busy"), Path.Combine(folder.FullName, "file"), Path.Combine(folder.FullName, "stale"));
            await File.WriteAllTextAsync(file, "", Token);
            Leave(stale);
            using var listening = SocketFile.Listen(busy);
            using var replaced = SocketFile.Listen(stale);

            Assert.Contains("listens there already", Assert.Throws<IOException>(() => SocketFile.Listen(busy)).Message);
            Assert.Contains("another kind", Assert.Throws<IOException>(() => SocketFile.Listen(file)).Message);
            Assert.Throws<IOException>(() => SocketFile.Listen(Path.Combine(folder.FullName, "absent", "s")));
            Assert.EndsWith("about a hundred bytes at most", Assert.Throws<IOException>(() => SocketFile.Listen(new string('x', 300))).Message);
            Assert.True(File.Exists(file));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact(Timeout = Limit)]
    public async Task Nonsense_ends_its_own_connection_only()
    {
        await using var served = new ServedPeripheral();
        await using var link = await served.Radio.ConnectAsync(served.Path, Token);
        var random = new Random(1);
        for (var i = 0; i < 50; i++)
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(served.Path), Token);
            var bytes = new byte[random.Next(1, 40)];
            random.NextBytes(bytes);
            await socket.SendAsync(bytes, Token);
        }

        await link.WriteAsync(link.Characteristics[0], new byte[] { 0x5A, 0x01, 0x05, 0x5E }, WriteMode.WithResponse, Token);

        Assert.Contains("motor", served.Log.Types);
    }

    /// <summary>What a killed process leaves: the file of a socket that nobody listens on.</summary>
    private static void Leave(string path)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        // A socket that never listened keeps its file when it is closed.
        File.Move(path, path + "2");
        socket.Close();
        File.Move(path + "2", path);
    }
}
