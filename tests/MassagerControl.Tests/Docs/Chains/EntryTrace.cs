using MassagerControl.App.Terminal;
using MassagerControl.Core.Control;
using MassagerControl.Runtime.Reach;
using MassagerControl.Runtime.Runs;
using MassagerControl.Tests.App.Cli;
using MassagerControl.Tests.App.Terminal;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Docs.Chains;

/// <summary>Follows a key from the terminal to the loop of its session, and a command line to the loop that it makes.</summary>
internal static class EntryTrace
{
    /// <remarks>The session is not under way, so that nobody but the thread of the keys can do its work.</remarks>
    public static async Task<string[]> OfKeyAsync(char key)
    {
        using var terminal = new FakeTerminal();
        var seen = new TaskCompletionSource<string[]>(TaskCreationOptions.RunContinuationsAsynchronously);
        var session = new SessionRun(
            new() { Plan = Plans.Bare(), Massager = time => new(new RecordingMassager(Plans.Device(5), time), null), Speed = 1 }, new(null, null), watch: null);
        await using var closing = session;
        session.Changed += _ => seen.TrySetResult(CallTrace.Here());
        var screen = TerminalCompanion.For(terminal.Port(), ScreenAid.None, new(), TimeProvider.System)(session);
        terminal.Type(key);
        var trace = await seen.Task;
        screen.Dispose();
        terminal.EndInput();
        return trace.To(nameof(SessionLoop));
    }

    public static async Task<string[]> OfCommandAsync()
    {
        var traces = new List<string[]>();
        var shipped = Massager.ShippedParts();
        var parts = shipped with
        {
            FindDevice = request =>
            {
                traces.Add(CallTrace.Here());
                return shipped.FindDevice(request) with { Make = Make };
            },
        };

        await Massager.RunAsync(parts, "run", "--speed", "max", "--no-warm-up", "--no-cool-down", "--reps", "1");

        return CallTrace.Joined(traces).To(nameof(SessionLoop));

        MadeMassager Make(TimeProvider time)
        {
            traces.Add(CallTrace.Here());
            var massager = new RecordingMassager(Plans.Device(5), time) { OnConnect = Connect };
            return new(massager, new SimulatedMotor(null));
        }

        Task Connect()
        {
            traces.Add(CallTrace.Here());
            return Task.CompletedTask;
        }
    }
}
