using System.Text.Json;
using MassagerControl.Core;
using MassagerControl.Core.Sessions;
using MassagerControl.Devices.Protocols;
using MassagerControl.RadioContract;
using MassagerControl.Runtime.Events;
using MassagerControl.Runtime.People;
using MassagerControl.Runtime.Runs;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Radio.BlueZ.Central;

/// <summary>Whole sessions over BlueZ, in real time and therefore short.</summary>
public sealed class BlueZSessionTests
{
    private const int Limit = 120_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [LiveFact(Timeout = Limit)]
    public async Task A_session_runs_to_its_end()
    {
        await using var bench = await BlueZBench.StartAsync();
        await using var session = new Session(bench, Seconds(0.6));

        var result = await session.RunAsync().WaitAsync(Token);

        Assert.Equal((SessionOutcome.Completed, true), (result.Outcome, result.ConfirmedOff));
        Assert.Equal(0, bench.Whole.Motor[^1]);
        Assert.Contains(bench.Whole.Motor, level => level > 0);
        Assert.DoesNotContain("Pair", bench.Fake.Calls);
    }

    [LiveTheory(Timeout = Limit)]
    [InlineData("link")]
    [InlineData("bluetoothd")]
    public async Task A_link_that_breaks_in_a_press_pauses_the_session_at_0_and_a_rating_continues_it(string what)
    {
        await using var bench = await BlueZBench.StartAsync();
        await using var session = new Session(bench, Seconds(60));
        var running = session.RunAsync();
        await session.SeesAsync("level", line => line.GetProperty("level").GetInt32() > 0);

        if (what == "link")
            await bench.Device.CutAsync();
        else
        {
            await bench.Fake.DieAsync();
            await bench.Fake.RiseAsync();
        }
        await session.SeesAsync("phase", line => line.GetProperty("phase").GetString() == "reconnecting");
        await session.SeesAsync("link", line => line.GetProperty("state").GetString() == "connected", times: 2);
        Assert.Equal(0, bench.Whole.Motor[^1]);
        session.Post(new RatedInput(Discomfort.From(6), "test"));
        await session.SeesAsync("level", line => line.GetProperty("level").GetInt32() > 0, times: 2);
        session.Post(new StopInput("test"));
        var result = await running.WaitAsync(Token);

        Assert.Equal((SessionOutcome.Stopped, true), (result.Outcome, result.ConfirmedOff));
        Assert.Equal(0, bench.Whole.Motor[^1]);
    }

    [LiveFact(Timeout = Limit)]
    public async Task A_stop_in_a_press_reaches_the_motor()
    {
        await using var bench = await BlueZBench.StartAsync();
        await using var session = new Session(bench, Seconds(60));
        var running = session.RunAsync();
        await bench.Whole.ReachedAsync(1).WaitAsync(Token);

        session.Post(new StopInput("test"));
        await bench.Whole.ReachedAsync(0).WaitAsync(Token);

        var result = await running.WaitAsync(Token);
        Assert.Equal((SessionOutcome.Stopped, true), (result.Outcome, result.ConfirmedOff));
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private sealed class Session : IAsyncDisposable
    {
        private readonly SessionRun _run;
        private readonly Lock _gate = new();
        private readonly List<JsonElement> _lines = [];
        private readonly List<(Func<JsonElement, bool> Fits, int Times, TaskCompletionSource Seen)> _waiting = [];

        public Session(BlueZBench bench, TimeSpan press)
        {
            ProfiledMassager Make(TimeProvider time) => new(new()
            {
                Profile = RadioBench.Profile,
                Radio = bench.Radio,
                Address = BlueZBench.Address,
                Time = time,
                Device = "bluez",
            });
            var plan = Plans.Of(5, null, new CycleStep(press, press / 4, Seconds(0.3), 2, Intensity.FromPercent(20), false))
                with
            { Massager = Make(TimeProvider.System).Traits };
            var setup = new RunSetup { Plan = plan, Massager = time => new(Make(time), null), Speed = 1, Companions = [SimulatedPerson.For(SimulatedPersonModel.Steady)] };
            _run = new SessionRun(setup, new SessionOutput(new EventLog(Take, trace: false), null), watch: null);
        }

        public Task<SessionResult> RunAsync() => _run.RunAsync();

        public void Post(SessionInput input) => _run.Post(input);

        public Task SeesAsync(string type, Func<JsonElement, bool> fits, int times = 1)
        {
            bool OfType(JsonElement line) => line.GetProperty("type").GetString() == type && fits(line);
            lock (_gate)
            {
                if (_lines.Count(OfType) >= times)
                    return Task.CompletedTask;
                var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _waiting.Add((OfType, times, seen));
                return seen.Task.WaitAsync(Token);
            }
        }

        public ValueTask DisposeAsync() => _run.DisposeAsync();

        private void Take(string text)
        {
            using var document = JsonDocument.Parse(text);
            lock (_gate)
            {
                _lines.Add(document.RootElement.Clone());
                foreach (var (fits, times, seen) in _waiting)
                    if (_lines.Count(fits) >= times)
                        seen.TrySetResult();
            }
        }
    }
}
