using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using MassagerControl.Tests.Runtime.Guarding;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Web;

/// <summary>The service as a person starts and ends it, with a motor outside its process.</summary>
public sealed class ServeProcessTests
{
    private const int Terminate = 15;

    public ServeProcessTests()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("the guard is tried on Linux");
    }

    [LiveFact]
    public async Task SIGTERM_stops_the_motor_first()
    {
        using var service = new LiveService();
        using var phone = await service.PairAsync("phone");
        await service.StartAsync(phone);

        service.Process.Signal(Terminate);
        await service.Process.EndsAsync();
        await service.Peripheral.StandsStillAsync();
        Assert.Equal(0, service.Process.ExitCode);
    }

    [LiveFact]
    public async Task The_guard_stops_the_motor_of_a_service_that_is_killed()
    {
        using var service = new LiveService();
        using var phone = await service.PairAsync("phone");
        await service.StartAsync(phone);

        service.Process.Signal(LiveProcess.Kill);
        await service.Peripheral.RunsAsync(level => level == 0);
    }

    [LiveFact]
    public async Task STOP_from_a_phone_stops_the_motor()
    {
        using var service = new LiveService();
        using var phone = await service.PairAsync("phone");
        using var socket = await phone.ConnectAsync();
        var session = await service.StartAsync(phone);

        await socket.SendAsync("""{"type":"stop","id":1}""");
        await service.Peripheral.RunsAsync(level => level == 0);
        var end = await socket.SessionAsync(session, shown => shown.GetProperty("over").GetBoolean());
        Assert.True(end.GetProperty("confirmedOff").GetBoolean());
    }

    [LiveFact]
    public async Task A_phone_that_is_frozen_leaves_no_motor_running()
    {
        using var service = new LiveService();
        using var phone = await service.PairAsync("phone");
        using var socket = await phone.ConnectAsync();
        await service.StartAsync(phone);

        socket.Freeze();
        // The session could not have ended by itself: its press is far longer than any silence that is borne.
        await service.Peripheral.RunsAsync(level => level == 0);
        var shown = (await phone.GetAsync("api/state")).GetProperty("sessions")[0];
        Assert.Equal("remotes-lost", shown.GetProperty("pause").GetString());
    }

    [LiveFact]
    public async Task A_structured_log_takes_the_place_of_sentences()
    {
        using var service = new LiveService("--log", "json", "--log-level", "information");
        using var phone = await service.PairAsync("Zebediah");
        await service.StartAsync(phone);
        service.Process.Signal(Terminate);
        await service.Process.EndsAsync();

        var lines = service.Process.Lines.Select(line => JsonElement.Parse(line.Text)).ToArray();
        Assert.Equal([1, 3, 6, 9, 10, 2], lines.Where(line => line.TryGetProperty("EventId", out _)).Select(line => line.GetProperty("EventId").GetInt32()));
        Assert.DoesNotContain("Zebediah", service.Process.Text, StringComparison.Ordinal);
    }

    [LiveFact]
    public async Task A_port_that_is_taken_is_told_and_nothing_begins()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        using var folder = new LiveBout();
        using var service = folder.Start(["serve", "--json", "--port", $"{port}", .. folder.Keeping]);

        await service.EndsAsync();
        Assert.Equal(2, service.ExitCode);
        Assert.Contains("cannot listen", service.Text, StringComparison.Ordinal);
    }
}
