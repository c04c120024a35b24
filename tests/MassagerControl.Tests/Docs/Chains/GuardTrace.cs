using MassagerControl.Core.Massagers;
using MassagerControl.Core.Timing;
using MassagerControl.Runtime.Guarding;
using MassagerControl.Runtime.Reach;
using MassagerControl.Runtime.Texts;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Docs.Chains;

/// <summary>Follows a guard whose owner is gone, from the end of its line to the stop of the device.</summary>
internal static class GuardTrace
{
    /// <returns>Who is called, and the calls in their order: <c>owner ended</c>, <c>stopped</c>.</returns>
    public static async Task<(string[] Types, string[] Calls)> OfKillAsync()
    {
        var (traces, calls) = (new List<string[]>(), new List<string>());
        var time = new VirtualTimeProvider();
        using var notices = new GuardNotices([], () => { }, Language.English);
        using var guard = new GuardRun(new()
        {
            Time = time,
            FromOwner = new StringReader($"{new OwnerMessage(OwnerMessageKind.Arm, 1).Line()}\n{new OwnerMessage(OwnerMessageKind.Beat, 2).Line()}\n"),
            ToOwner = TextWriter.Null,
            EndOwner = () => Note("owner ended"),
            Rescue = new MotorRescue(() => new RecordingMassager(Plans.Device(5), time) { OnStop = Stop }, time, (_, _) => { }),
            Voice = notices,
        });
        Assert.Equal(GuardEnd.Stopped, await guard.RunAsync());
        return ([.. CallTrace.Joined(traces), nameof(IMassager)], [.. calls]);

        void Note(string call)
        {
            traces.Add(CallTrace.Here());
            calls.Add(call);
        }

        Task Stop()
        {
            Note("stopped");
            return Task.CompletedTask;
        }
    }
}
