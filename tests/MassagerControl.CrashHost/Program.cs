using MassagerControl.App.Radios;
using MassagerControl.Runtime.Guarding;
using MassagerControl.Runtime.Intake;
using MassagerControl.Runtime.Programs;
using MassagerControl.Runtime.Reach;
using MassagerControl.Runtime.Runs;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.CrashHost;

/// <summary>
/// A session that can be made to fail from the inside: everything of the shipped program but its command line, so that what only a test may do
/// is no part of what ships. PROGRAM DEVICE PROFILES [RATINGS], then one line on standard input: how to fail. Or <c>journal DIR</c>: only writes.
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        if (args[0] == JournalWrites.Name)
            return JournalWrites.Run(args[1], TimeProvider.System);
        var parts = new IntakeParts(ProgramLibrary.Folder, new DeviceSetup(ShippedRadios.All).Find, StoreClock.Of(TimeProvider.System), Environment.GetEnvironmentVariable);
        var admission = new SessionIntake(parts).Admit(new()
        {
            Program = args[0],
            Device = args[1],
            Profiles = args[2],
            Ratings = args.Length > 3 ? args[3] : null,
            Area = "upper-trapezius",
            Side = "right",
        });
        if (admission is not Admitted { Setup: { Reach: { } reach } setup })
            return Fail(admission is Refused refused ? string.Join("; ", refused.Reasons) : "it needs no guard");
        var tried = await DeviceWatch.TakeAsync(new(reach, Screen: false, Kept: null), TimeProvider.System);
        if (tried.Watch is not { } watch)
            return Fail(tried.Refusal?.Text ?? "no guard");
        var failing = new Failing();
        var run = new SessionRun(setup, new SessionOutput(null, failing.Pass), watch);
        failing.Await(run);
        await run.RunAsync();
        await run.DisposeAsync();
        await watch.DisposeAsync();
        return 0;
    }

    private static int Fail(string reason)
    {
        Console.Error.WriteLine(reason);
        return 2;
    }
}
