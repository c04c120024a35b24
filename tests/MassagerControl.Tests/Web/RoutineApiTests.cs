using System.Net;
using System.Text.Json;
using MassagerControl.Core.Routines;
using MassagerControl.Runtime.Os;
using MassagerControl.Runtime.Routines;
using MassagerControl.Runtime.Storage;
using MassagerControl.Tests.App.Cli;
using MassagerControl.Web.Settings;

namespace MassagerControl.Tests.Web;

/// <summary>A routine by the requests of a phone.</summary>
public sealed class RoutineApiTests
{
    private const string Start = """{"routine":"short","area":"upper-trapezius","side":"left","device":"sim:sim-percussion-gun"}""";

    [Fact]
    public async Task It_goes_from_the_check_in_to_the_session_of_the_page_and_on_after_it()
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();
        using var socket = await phone.ConnectAsync();

        Assert.Equal("asking", Phase(await PostAsync(phone, "api/routine", Start)));
        var moves = await phone.CheckInAsync(4);
        Assert.Equal("running", Phase(await InputAsync(phone, "check-in", moves)));
        Assert.Equal("ready", Phase(await InputAsync(phone, "next")));
        Assert.Equal("inSession", Phase(await InputAsync(phone, "next")));
        // Nothing runs by that: the session is begun like every session.
        Assert.Equal(0, (await phone.GetAsync("api/state")).GetProperty("sessions").GetArrayLength());

        var session = await phone.StartAsync($$""","speed":"max","person":"steady","checkIn":{{moves}}""");
        await socket.SessionAsync(session, shown => shown.GetProperty("over").GetBoolean());
        var after = await UntilAsync(phone, state => Phase(state) != "inSession");
        Assert.Equal("gentle-stretch", after.GetProperty("step").GetProperty("id").GetString());
        Assert.Contains("<svg", after.GetProperty("step").GetProperty("picture").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rating_of_9_in_its_session_leaves_the_end_only()
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();
        using var socket = await phone.ConnectAsync();
        await PostAsync(phone, "api/routine", Start);
        foreach (var kind in new[] { "skip", "next", "next" })
            await InputAsync(phone, kind);
        var session = await phone.StartAsync();
        await phone.PostAsync("api/inputs", $$"""{"kind":"rating","value":9,"session":{{session}}}""");
        await socket.SessionAsync(session, shown => shown.GetProperty("over").GetBoolean());

        var after = await UntilAsync(phone, state => Phase(state) != "inSession");
        Assert.Equal(("over", "closed"), (Phase(after), after.GetProperty("ending").GetString()));
        Assert.Contains("no stretch", after.GetProperty("told").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task STOP_ends_it_and_another_phone_has_none_of_it()
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();
        using var other = await host.PairAsync("other");
        await PostAsync(phone, "api/routine", Start);

        Assert.Equal(JsonValueKind.Null, (await other.GetAsync("api/routine")).ValueKind);
        Assert.Equal("over", Phase(await InputAsync(phone, "stop")));
        Assert.Equal("the routine is over", (await InputAsync(phone, "next")).GetProperty("hint").GetString());
    }

    [Theory]
    [InlineData("""{"routine":"pear"}""")]
    [InlineData("""{"routine":"full","area":"pear"}""")]
    [InlineData("""{"routine":"full","device":"/etc/hostname"}""")]
    public async Task What_names_nothing_is_refused(string body)
    {
        await using var host = await ServedHost.StartAsync();
        using var phone = await host.PairAsync();

        Assert.Equal(HttpStatusCode.BadRequest, (await phone.PostAsync("api/routine", body)).Status);
    }

    /// <summary>As a service that was killed leaves it: the same routine at the same place goes on with the next start, another one begins.</summary>
    [Theory]
    [InlineData("left", true, "running")]
    [InlineData("right", true, "asking")]
    [InlineData("left", false, "asking")]
    public async Task It_goes_on_after_the_service_was_killed(string side, bool gone, string phase)
    {
        var data = Directory.CreateTempSubdirectory("massager-served-");
        Leave(data.FullName, gone ? new(int.MaxValue, "gone") : OwnerProcess.Own);
        await using var host = await ServedHost.StartAsync(Real, data);
        using var phone = await host.PairAsync();

        var state = await PostAsync(phone, "api/routine", $$"""{"routine":"short","area":"upper-trapezius","side":"{{side}}"}""");

        Assert.Equal(phase, Phase(state));
        Assert.Equal(phase == "running", state.GetProperty("told").GetString()?.StartsWith("It goes on where it was interrupted", StringComparison.Ordinal) ?? false);
        // STOP ends it for good.
        await InputAsync(phone, "stop");
        Assert.Equal("asking", Phase(await PostAsync(phone, "api/routine", $$"""{"routine":"short","area":"upper-trapezius","side":"{{side}}"}""")));
    }

    /// <summary>A device that counts: nothing is kept of a simulated one.</summary>
    private static ServeOptions Real(ServeOptions options) => options with
    {
        Intake = options.Intake with { FindDevice = _ => new(BenchMassager.TraitsOf(5) with { Device = "gun", Simulated = false }, _ => throw new NotSupportedException(), []) },
    };

    private static void Leave(string folder, OwnerProcess owner)
    {
        var library = RoutineLibrary.Load(RoutineFolders.Shipped);
        var plan = RoutinePlan.Of(library.Find("short").Routine!, library.Guided.Find, new("upper-trapezius", "left"), null).Plan!;
        var state = RoutineMachine.Next(RoutineMachine.Start(plan, new(), TimeSpan.Zero), new SkipRoutineInput(), TimeSpan.Zero).State;
        var clock = StoreClock.Of(TimeProvider.System);
        using var store = MassagerStore.Open(folder).Store!;
        store.Write(work => new RoutineTable(work).Begin(new("short", "upper-trapezius", "left", null, null), new RoutineRecord(state, null, null).Write(TimeSpan.Zero), clock.Now(), owner));
    }

    private static string Phase(JsonElement state) => state.GetProperty("phase").GetString()!;

    private static async Task<JsonElement> PostAsync(ServedRemote phone, string path, string body)
    {
        var (status, answer) = await phone.PostAsync(path, body);
        Assert.Equal(HttpStatusCode.OK, status);
        return answer;
    }

    private static Task<JsonElement> InputAsync(ServedRemote phone, string kind, string? moves = null) =>
        PostAsync(phone, "api/routine/inputs", $$"""{"kind":"{{kind}}"{{(moves is null ? "" : $",\"moves\":{moves}")}}}""");

    /// <summary>The end of a session is written a moment after its motor is off.</summary>
    private static async Task<JsonElement> UntilAsync(ServedRemote phone, Func<JsonElement, bool> fits)
    {
        while (true)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            if (await phone.GetAsync("api/routine") is var state && fits(state))
                return state;
        }
    }
}
