using System.Diagnostics;
using System.Globalization;
using MassagerControl.Runtime.Guarding;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Runtime.Guarding;

/// <param name="LevelBefore">What the motor did at that instant.</param>
/// <param name="OffAfter">Seconds until the motor was off and stayed off; 0 where it was off all the time.</param>
/// <param name="Lost">Seconds in which this machine kept session, guard and device from running meanwhile: nobody can answer for these.</param>
/// <param name="LevelAfter">What the motor does at the end.</param>
/// <param name="Ended">The failed process is gone.</param>
/// <param name="Said">What the session and its guard printed.</param>
internal sealed record KillResult(KillPlan Plan, int LevelBefore, double OffAfter, double Lost, int LevelAfter, bool Ended, string Said)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Plan}: level {LevelBefore} -> {LevelAfter}, off after {OffAfter:0.000} s, this machine lost {Lost:0.000} s");
}

/// <summary>Runs one session in processes of its own, makes it fail, and reads the peripheral's log.</summary>
internal sealed class KillBout(KillPlan plan) : IDisposable
{
    // Two seconds are the promise; the third shows that the motor stays off.
    private static readonly TimeSpan Watch = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan DeathPoll = TimeSpan.FromMilliseconds(5);

    // Before its first renewal a session has longer: it drives nothing yet.
    private static readonly TimeSpan Grace = GuardWatch.PatienceAtFirst + TimeSpan.FromSeconds(2) - Watch;

    private const string Failed = "failed ";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("k");

    /// <returns>Null when the session was over before it was its turn to fail: this machine was too slow to hit the moment.</returns>
    public async Task<KillResult?> RunAsync(CancellationToken cancellation)
    {
        using var peripheral = new LivePeripheral(_folder.FullName, plan.Faults);
        await peripheral.ReadyAsync();
        using var session = Start(peripheral);
        // On a machine that is slow enough it is over before it comes to that.
        await Task.WhenAny(peripheral.SaysAsync(plan.Begins), session.EndsAsync());
        if (!session.HasEnded)
            await Task.Delay(TimeSpan.FromSeconds(plan.Delay), cancellation);
        if (session.HasEnded)
            return await TooLateAsync(peripheral, session);
        var before = StallWatch.Now;
        var waits = new RunQueueWaits(() => [.. peripheral.All, .. session.All]);
        waits.Look();
        if (await FailAsync(session) is not { } failed)
            return await TooLateAsync(peripheral, session);
        for (var waited = TimeSpan.Zero; waited < Watch || (!session.HasEnded && waited < Watch + Grace); waited += Poll)
        {
            await Task.Delay(Poll, cancellation);
            waits.Look();
        }
        return Judge(peripheral, session, failed, Math.Max(waits.Sum.TotalSeconds, (StallWatch.Now.Late - before.Late).TotalSeconds));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private LiveProcess Start(LivePeripheral peripheral)
    {
        var program = Write("brief.json", KillPlan.Program);
        var ratings = plan.Ratings is { } lines ? Write("ratings.txt", lines) : null;
        switch (plan.Cause)
        {
            case KillCause.HungLoop or KillCause.OutOfMemory:
                string[] host = [program, peripheral.Device, _folder.FullName, .. ratings is null ? Array.Empty<string>() : [ratings]];
                return LiveProcess.Start(
                    _folder.FullName, [.. LiveProgram.Assembly("MassagerControl.CrashHost"), .. host],
                    start =>
                    {
                        if (plan.Cause == KillCause.OutOfMemory)
                            start.Environment["DOTNET_GCHeapHardLimit"] = "0x3000000";
                    });
            default:
                string[] rates = ratings is null ? ["--person", "steady"] : ["--ratings", ratings];
                string[] run = [.. LiveProgram.Massager, "run", program, "--device", peripheral.Device, "--profiles", _folder.FullName, .. rates];
                return plan.Cause == KillCause.TerminalGone
                    ? LiveProcess.Start(_folder.FullName, ["script", "--quiet", "--flush", "--command", $"exec {string.Join(' ', run)}", "/dev/null"], null)
                    : LiveProcess.Start(_folder.FullName, run, null);
        }
    }

    /// <returns>When it failed, never later than it really did; null when it ended before it could be told to.</returns>
    private async Task<long?> FailAsync(LiveProcess session)
    {
        var now = Stopwatch.GetTimestamp();
        switch (plan.Cause)
        {
            // Of a pty, script is the terminal.
            case KillCause.Killed or KillCause.TerminalGone:
                session.Signal(LiveProcess.Kill);
                return now;
            case KillCause.Frozen:
                session.Signal(LiveProcess.Freeze);
                return now;
            default:
                if (await OrderAsync(session) is not { } failed)
                    return null;
                return plan.Cause == KillCause.OutOfMemory ? await DeathOfAsync(session) : failed;
        }
    }

    /// <returns>When it did what it was told to, by its own word; null when it has ended without.</returns>
    private async Task<long?> OrderAsync(LiveProcess session)
    {
        try
        {
            await session.Input.WriteLineAsync(plan.Cause switch
            {
                KillCause.HungLoop => plan.Variant == 0 ? "hang" : "hang-clock",
                _ => plan.Variant == 0 ? "eat 1000" : "eat 1000000",
            });
            await session.Input.FlushAsync();
        }
        catch (IOException)
        {
            return null;
        }
        await Task.WhenAny(session.SeesAsync(Failed), session.EndsAsync());
        return session.Lines.Select(line => line.Text).FirstOrDefault(line => line.StartsWith(Failed, StringComparison.Ordinal)) is { } word
            ? long.Parse(word[Failed.Length..], CultureInfo.InvariantCulture)
            : null;
    }

    /// <summary>A process that eats its memory up renews its lease until it dies of it, however long that takes: its death counts.</summary>
    /// <returns>When it was last seen alive.</returns>
    private static async Task<long> DeathOfAsync(LiveProcess session)
    {
        var now = Stopwatch.GetTimestamp();
        for (var alive = now; ; alive = now)
        {
            now = Stopwatch.GetTimestamp();
            if (!LiveBout.Lives(session.Id))
                return alive;
            await Task.Delay(DeathPoll);
        }
    }

    /// <summary>It is over before its turn: well, or because this machine was so slow that its guard took it for dead, which is the safe side.</summary>
    private static async Task<KillResult?> TooLateAsync(LivePeripheral peripheral, LiveProcess session)
    {
        await session.EndsAsync();
        await peripheral.StandsStillAsync();
        return null;
    }

    private KillResult Judge(LivePeripheral peripheral, LiveProcess session, long failed, double lost)
    {
        var at = peripheral.TimeOf(failed);
        var motor = peripheral.Log.Where(line => line.Level is not null).Select(line => (line.At, Level: line.Level!.Value)).ToArray();
        var before = motor.LastOrDefault(change => change.At <= at).Level;
        var after = motor.Where(change => change.At > at).ToArray();
        var off = before == 0 && after.All(change => change.Level == 0) ? 0 : after.LastOrDefault((at + Watch.TotalSeconds, 0)).Item1 - at;
        return new(plan, before, off, lost, peripheral.Level, session.HasEnded, session.Text);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
