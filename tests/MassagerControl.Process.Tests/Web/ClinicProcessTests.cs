using System.Text.Json;
using MassagerControl.Runtime.Clinics;
using MassagerControl.Runtime.Storage;
using MassagerControl.Tests.Runtime.Clinics;
using MassagerControl.Tests.Runtime.Guarding;
using MassagerControl.Tests.Runtime.Storage;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Web;

/// <summary>A room of a clinic whose process is killed: what its own ledger says is what the clinic counts, whenever that was.</summary>
public sealed class ClinicProcessTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("massager-clinic-");

    private string Data => Path.Combine(_folder.FullName, "data");

    public void Dispose() => _folder.Delete(recursive: true);

    [LiveFact]
    public async Task A_kill_while_the_reservation_is_on_its_way_counts_nothing()
    {
        await using var clinic = await FakeClinic.StartAsync();
        clinic.Be("reserve", ClinicMood.Hangs);
        using (var room = Start(clinic))
            await KilledAsync(clinic, room, "reserve");

        using var again = Start(clinic);
        await clinic.UntilAsync(told => told.Requests.Any(request => request.Contains("/settle ", StringComparison.Ordinal)));
        Assert.Empty(clinic.Bookings);
    }

    [LiveFact]
    public async Task A_kill_before_the_answer_to_the_reservation_counts_nothing()
    {
        await using var clinic = await FakeClinic.StartAsync();
        clinic.Be("reserve", ClinicMood.ActsAndHangs);
        using (var room = Start(clinic))
            await KilledAsync(clinic, room, "reserve");
        Assert.Null(Assert.Single(clinic.Bookings).Settled);

        using var again = Start(clinic);
        await clinic.UntilAsync(told => told.Bookings[0].Settled is not null);
        Assert.Equal(0, clinic.Bookings[0].Settled);
        Assert.Empty(Read(work => new DoseTable(work).All()));
    }

    [LiveFact]
    public async Task A_kill_in_a_press_counts_what_the_rooms_journal_knows()
    {
        await using var clinic = await FakeClinic.StartAsync();
        using (var room = Start(clinic))
        {
            using var phone = await PairAsync(room);
            await phone.StartAsync(More);
            await CountedPress.ReachesAsync(Data, TimeSpan.FromSeconds(2));
            room.Signal(LiveProcess.Kill);
        }

        using var again = Start(clinic);
        await clinic.UntilAsync(told => told.Bookings[0].Settled is not null);
        var counted = Assert.Single(Read(work => new DoseTable(work).All())).Press.TotalSeconds;
        Assert.InRange(counted, 2, 20);
        Assert.Equal(counted, clinic.Bookings[0].Settled!.Value, 0.001);
    }

    [LiveFact]
    public async Task A_kill_before_the_answer_to_the_settlement_counts_once()
    {
        await using var clinic = await FakeClinic.StartAsync();
        clinic.BeOnce("settle", ClinicMood.ActsAndHangs);
        using (var room = Start(clinic))
        {
            using var phone = await PairAsync(room);
            await phone.StartAsync(More + ",\"speed\":\"max\"");
            await clinic.UntilAsync(told => told.Hanging.Contains("settle"));
            room.Signal(LiveProcess.Kill);
        }

        using var again = Start(clinic);
        await clinic.UntilAsync(told => told.Requests.Count(request => request.Contains("/settle ", StringComparison.Ordinal)) == 2);
        Assert.Equal(Read(work => new DoseTable(work).All()).Single().Press.TotalSeconds, clinic.Bookings.Single().Settled!.Value, 0.001);
        await LeftAsync();
    }

    private const string More = ""","warmUp":false,"press":20,"reps":1,"seed":1,"person":"steady","personId":"p-1" """;

    private LiveProcess Start(FakeClinic clinic)
    {
        new ClinicKeyFile(Data).Write(new(clinic.Address, null, "room 1", FakeClinic.Token));
        return LiveProcess.Start(_folder.FullName, ["serve", "--json", "--port", "0", "--data", Data, "--clinic", clinic.Address.ToString()]);
    }

    private static async Task KilledAsync(FakeClinic clinic, LiveProcess room, string kind)
    {
        using var phone = await PairAsync(room);
        var starting = phone.StartAsync(More);
        await clinic.UntilAsync(told => told.Hanging.Contains(kind));
        room.Signal(LiveProcess.Kill);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => starting);
    }

    private static async Task<ServedRemote> PairAsync(LiveProcess room)
    {
        await room.SeesAsync("\"code\"");
        var shown = JsonElement.Parse(room.Lines.Last(line => line.Text.Contains("\"code\"", StringComparison.Ordinal)).Text);
        return await ServedRemote.PairAsync(new Uri(shown.GetProperty("url").GetString()!), "phone", shown.GetProperty("code").GetString()!);
    }

    private T Read<T>(Func<Transaction, T> work)
    {
        using var store = MassagerStore.OpenExisting(Data).Store!;
        return store.Read(work);
    }

    private async Task LeftAsync()
    {
        while (!Read(work => new ClinicBookings(work).All().IsEmpty && new ClinicOutbox(work).Waiting().IsEmpty))
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
    }
}
