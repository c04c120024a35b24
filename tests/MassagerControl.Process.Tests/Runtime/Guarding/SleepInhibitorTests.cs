using MassagerControl.Runtime.Guarding;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Runtime.Guarding;

/// <summary>The real program needs a system that runs logind; here a script of the same name takes its place.</summary>
public sealed class SleepInhibitorTests
{
    public SleepInhibitorTests()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("there are no such scripts");
    }

    [LiveFact]
    public async Task The_machine_is_kept_awake_until_the_session_is_over()
    {
        using var bout = new LiveBout();
        await bout.Peripheral.ReadyAsync();
        using var session = RunWith(bout, """
            echo "$@" > "$(dirname "$0")/asked"
            while [ $# -gt 1 ]; do shift; done
            "$1"
            echo over >> "$(dirname "$0")/asked"
            """);
        await bout.MotorRunsAsync(session);
        var asked = await ReadAsync(bout, lines => lines.Length == 1);
        await session.EndsAsync();

        Assert.Equal("--what=sleep:idle:handle-lid-switch --mode=block --who=massager --why=A massager's motor may run cat", asked[0]);
        Assert.DoesNotContain("asleep", session.Text, StringComparison.Ordinal);
        Assert.Equal("over", (await ReadAsync(bout, lines => lines.Length == 2))[1]);
    }

    [LiveFact]
    public async Task Where_that_is_refused_the_person_is_told_once_and_the_session_goes_on()
    {
        using var bout = new LiveBout();
        await bout.Peripheral.ReadyAsync();
        using var session = RunWith(bout, "echo 'Failed to inhibit: Access denied' >&2; exit 1");
        await session.EndsAsync();

        Assert.Equal(0, session.ExitCode);
        Assert.Single(session.Lines, line => line.Text.Contains(
            "this computer may fall asleep during the session: systemd-inhibit does not hold (Failed to inhibit: Access denied). Keep its lid open", StringComparison.Ordinal));
    }

    [LiveFact]
    public async Task Where_there_is_no_such_program_the_person_is_told()
    {
        var told = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var inhibitor = new SleepInhibitor(phrase => told.SetResult(phrase.ToString()), "no-such-program");

        Assert.Contains("there is no no-such-program to keep it awake", await told.Task, StringComparison.Ordinal);
    }

    private static LiveProcess RunWith(LiveBout bout, string script)
    {
        var folder = Directory.CreateDirectory(Path.Combine(bout.Folder, "bin")).FullName;
        var file = Path.Combine(folder, "systemd-inhibit");
        File.WriteAllText(file, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return LiveProcess.Start(
            bout.Folder, [.. LiveProgram.Massager, .. bout.Arguments()],
            start => start.Environment["PATH"] = $"{folder}:{Environment.GetEnvironmentVariable("PATH")}");
    }

    /// <summary>What the script wrote, once there is as much as that: it writes on its own time.</summary>
    private static async Task<string[]> ReadAsync(LiveBout bout, Func<string[], bool> enough)
    {
        var file = Path.Combine(bout.Folder, "bin", "asked");
        for (var i = 0; i < 300; i++)
        {
            if (File.Exists(file) && await File.ReadAllLinesAsync(file) is var lines && enough(lines))
                return lines;
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
        throw new InvalidOperationException($"{file} does not say enough");
    }
}
