using MassagerControl.App.Cli;
using MassagerControl.App.Guarding;
using MassagerControl.App.Library;
using MassagerControl.App.Reach;
using MassagerControl.App.Runs;

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
        var parts = new AppParts(ProgramLibrary.Folder, new DeviceSetup(RadioKinds.Default).Find, TimeProvider.System);
        var prepared = new RunPreparation(parts, terminal: null).Prepare(new()
        {
            Program = args[0],
            Device = args[1],
            Profiles = args[2],
            Ratings = args.Length > 3 ? args[3] : null,
            Area = "upper-trapezius",
            Side = "right",
        });
        if (prepared.Setup is not { Reach: { } reach } setup)
            return Fail(string.Join("; ", prepared.Reasons));
        var tried = await DeviceWatch.TakeAsync(new(reach, Screen: false, Kept: null), TimeProvider.System);
        if (tried.Watch is not { } watch)
            return Fail(tried.Refusal ?? "no guard");
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
