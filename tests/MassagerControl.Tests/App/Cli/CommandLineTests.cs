using MassagerControl.App.Cli;

namespace MassagerControl.Tests.App.Cli;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("knead")]
    [InlineData("run --press 61")]
    [InlineData("run knead")]
    [InlineData("programs list")]
    public async Task Where_nothing_can_be_printed_the_exit_code_still_says_what_went_wrong(string args)
    {
        using var full = new FullDisk();

        var exit = await new CommandLine(new AppConsole(full, full, Terminal: null), Massager.ShippedParts()).RunAsync(args.Split(' '), CancellationToken.None);

        Assert.Equal(2, exit);
    }

    [Fact]
    public async Task A_full_disk_under_standard_output_is_no_internal_error()
    {
        using var full = new FullDisk();
        using var error = new StringWriter { NewLine = "\n" };

        var exit = await new CommandLine(new AppConsole(full, error, Terminal: null), Massager.ShippedParts()).RunAsync(["profiles", "list"], CancellationToken.None);

        Assert.Equal((2, "massager: No space left on device\n"), (exit, error.ToString()));
    }

    [Fact]
    public async Task A_session_that_is_called_off_before_it_begins_ended_early_and_is_not_kept()
    {
        using var run = new DataRun();
        using var error = new StringWriter { NewLine = "\n" };

        var exit = await new CommandLine(new AppConsole(TextWriter.Null, error, Terminal: null), run.Shipped)
            .RunAsync(["run", "--speed", "max", "--data", run.Data], new CancellationToken(canceled: true));

        Assert.Equal((3, "massager: interrupted: no session has begun\n"), (exit, error.ToString()));
        Assert.False(File.Exists(run.Database));
    }

    private sealed class FullDisk : StringWriter
    {
        public override void Write(char value) => throw Failure();

        public override void Write(string? value) => throw Failure();

        public override void Write(char[] buffer, int index, int count) => throw Failure();

        public override void WriteLine(string? value) => throw Failure();

        private static IOException Failure() => new("No space left on device");
    }
}
