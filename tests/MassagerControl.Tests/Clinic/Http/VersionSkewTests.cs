using System.Net;
using MassagerControl.Core;
using MassagerControl.Core.Safety;
using MassagerControl.Runtime.Clinics;
using MassagerControl.Runtime.Storage;
using MassagerControl.Runtime.Texts;
using MassagerControl.Tests.Web;

namespace MassagerControl.Tests.Clinic.Http;

/// <summary>A real room and a real clinic of different versions: each says which of the two is to be brought up to date.</summary>
public sealed class VersionSkewTests
{
    [Fact]
    public async Task A_newer_clinic_that_understands_the_room_is_told_once_and_sessions_go_on()
    {
        await using var clinic = await StartAsync(least: 1, own: 2);
        await using var room = await RoomAsync(clinic);

        var (status, body) = await room.StartAsync("ann", area: "between-blades");
        Assert.True(status == HttpStatusCode.Created, body.ToString());
        await room.OverAsync(1);
        while (!room.Read(work => new ClinicOutbox(work).Waiting().IsEmpty))
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);

        Assert.Single(room.Said, line => line.Contains("speaks version 2 of the protocol, this room 1: bring the older one up to date", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(2, 2, "the room speaks version 1 of the protocol, and the clinic needs at least 2: update massager in the room")]
    [InlineData(0, 0, "the room speaks version 1 of the protocol, and the clinic only 0: update massager-clinic first")]
    public async Task Where_the_clinic_does_not_understand_the_room_no_session_begins_and_both_say_why(int least, int own, string why)
    {
        await using var clinic = await StartAsync(least, own);
        await using var room = await RoomAsync(clinic);

        var (status, body) = await room.StartAsync("ann", area: "between-blades");

        Assert.Equal((HttpStatusCode.Conflict, why), (status, body.GetProperty("reasons")[0].GetString()));
        Assert.Single(room.Said, line => line.Contains("of the protocol", StringComparison.Ordinal));
        Assert.Empty(room.Read(work => new SessionTable(work).Newest(9)));
    }

    [Fact]
    public async Task A_room_that_speaks_German_says_what_the_clinic_says_in_German()
    {
        await using var clinic = await StartAsync(1, 1);
        await using var room = await RoomAsync(clinic);
        Assert.Equal(HttpStatusCode.Created, (await room.StartAsync("ann", area: "between-blades")).Status);
        await room.OverAsync(1);
        while (!room.Read(work => new ClinicOutbox(work).Waiting().IsEmpty))
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);

        Assert.Equal("the last session here is less than 2 hours ago", (await room.StartAsync("ann", area: "between-blades")).Body.GetProperty("reasons")[0].GetString());
        var german = (await room.StartAsync("ann", area: "between-blades", lang: "de")).Body.GetProperty("reasons")[0].GetString();
        Assert.Equal(Language.Find("de")!.Say(DoseText()), german);
        Assert.DoesNotContain("session", german, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_that_two_rooms_share_is_one_rooms_at_a_time()
    {
        await using var clinic = await StartAsync(1, 1);
        var (one, two) = (await DeviceRoomAsync(clinic, "one"), await DeviceRoomAsync(clinic, "two"));
        await using var first = one.Room;
        await using var second = two.Room;

        foreach (var device in new[] { "bluetooth:C0:FF:EE:00:00:01", "socket:/tmp/a gun" })
        {
            Assert.Empty(await first.TakeDeviceAsync(device, TestContext.Current.CancellationToken));
            Assert.Empty(await first.TakeDeviceAsync(device, TestContext.Current.CancellationToken));
            Assert.Equal(["one has this device until it gives it back"], (await second.TakeDeviceAsync(device, TestContext.Current.CancellationToken)).Select(reason => reason.Text));
            await first.GiveDeviceBackAsync(device);
            Assert.Empty(await second.TakeDeviceAsync(device, TestContext.Current.CancellationToken));
        }
        one.Folder.Delete(recursive: true);
        two.Folder.Delete(recursive: true);
    }

    private static Phrase DoseText() => Phrase.Of($"the last session here is less than {HardLimits.SessionGap.TotalHours:0} hours ago");

    private static Task<ServedClinic> StartAsync(int least, int own) =>
        ServedClinic.StartAsync(options => options with { Protocol = new(least, own), Time = TimeProvider.System });

    private static async Task<ClinicHost> RoomAsync(ServedClinic clinic) =>
        await ClinicHost.StartAsync(new ClinicKey(clinic.Address, null, "one", await clinic.Admin.LetInAsync("room", "one")));

    private static async Task<(ClinicRoom Room, DirectoryInfo Folder)> DeviceRoomAsync(ServedClinic clinic, string name)
    {
        var folder = Directory.CreateTempSubdirectory("massager-holder-");
        var key = new ClinicKey(clinic.Address, null, name, await clinic.Admin.LetInAsync("room", name));
        var (room, problem) = ClinicRoom.Open(key, new(folder.FullName, Explicit: true, State: null), StoreClock.Of(TimeProvider.System), _ => { });
        Assert.Null(problem);
        return (room!, folder);
    }
}
