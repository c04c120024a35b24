using System.Diagnostics;
using MassagerControl.App.Cli;
using MassagerControl.Tests.App.Terminal;

namespace MassagerControl.Tests.App.Cli;

/// <summary><c>massager run --sound</c>, in real time, with a voice of this test or the bell.</summary>
public sealed class SoundRunTests : IDisposable
{
    private readonly RunFolder _folder = new();
    private readonly FakeTerminal _terminal = new();

    public void Dispose()
    {
        _folder.Dispose();
        _terminal.Dispose();
    }

    [Fact]
    public async Task What_to_do_is_spoken_and_the_session_waits_for_no_sentence()
    {
        if (OperatingSystem.IsWindows())
            return;
        // A voice that speaks without end: the next sentence must end it.
        var told = Pipe("told");
        File.WriteAllText(_folder.At("espeak-ng"), $"#!/bin/sh\necho \"$@\" > '{told}'\nexec sleep 60\n");
        File.SetUnixFileMode(_folder.At("espeak-ng"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var running = RunAsync("--sound", "--voice", "de", "--volume", "50", "--events", _folder.Events);
        _terminal.Await("ENTER");

        Assert.Equal("-v de -a 100 Bereit. Enter beginnt.\n", await ReadAsync(told));
        _terminal.Type('\r', ConsoleKey.Enter);
        Assert.Equal("-v de -a 100 Aufwärmen. Leicht auflegen.\n", await ReadAsync(told));
        _terminal.Type(' ', ConsoleKey.Spacebar);
        var run = await running;

        Assert.Equal((3, ""), (run.Exit, run.Error));
        Assert.Contains("voice: espeak-ng\n", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain('\a', _terminal.Written);
        Assert.Equal("key", Assert.Single(_folder.ReadEvents().OfType("stop")).Text("cause"));
    }

    [Fact]
    public async Task Where_no_voice_is_installed_the_bell_rings_and_that_is_said()
    {
        var running = RunAsync("--sound");
        _terminal.Await("ENTER");
        _terminal.Await("\a");
        _terminal.Type('\r', ConsoleKey.Enter);
        _terminal.Await("\a\a");
        _terminal.Type(' ', ConsoleKey.Spacebar);
        var run = await running;

        Assert.Equal(3, run.Exit);
        Assert.Contains("no voice here (espeak-ng, spd-say): bell\n", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--volume: only with --sound", "--volume", "50")]
    [InlineData("--voice: only with --sound", "--voice", "de")]
    [InlineData("--sound: nobody can follow --speed max", "--sound", "--speed", "max")]
    [InlineData("--volume 101: a whole number from 0 to 100 is expected", "--sound", "--volume", "101")]
    [InlineData("--voice fr: one of de, en is expected", "--sound", "--voice", "fr")]
    public async Task What_makes_no_sense_is_refused(string reason, params string[] args)
    {
        var run = await Massager.RunAsync(["run", .. args]);

        Assert.Equal((2, $"massager: {reason}"), (run.Exit, run.ErrorLines[0]));
    }

    private async Task<Massager> RunAsync(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var parts = Massager.ShippedParts();
        parts = parts with { Variable = name => name == "PATH" ? _folder.At(".") : Massager.ShippedParts().Variable(name) };
        var exit = await new CommandLine(new AppConsole(output, error, _terminal.Port()), parts).RunAsync(["run", _folder.ShortProgram(), .. args], TestContext.Current.CancellationToken);
        return new(exit, output.ToString(), error.ToString());
    }

    private string Pipe(string name)
    {
        using var made = Process.Start("mkfifo", [_folder.At(name)]);
        made.WaitForExit();
        return _folder.At(name);
    }

    /// <summary>What one writer wrote: waits for it.</summary>
    private static Task<string> ReadAsync(string pipe) =>
        Task.Run(() => File.ReadAllText(pipe)).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
}
