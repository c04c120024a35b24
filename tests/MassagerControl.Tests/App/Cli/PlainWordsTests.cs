using MassagerControl.Runtime.Reach;

namespace MassagerControl.Tests.App.Cli;

/// <summary>Whatever somebody types, the answer is this program's own words: never those of an exception of .NET.</summary>
public sealed class PlainWordsTests : IDisposable
{
    private static readonly string[] Foreign =
    [
        "(Parameter", "Could not find", "Access to the path", "System.", "Exception", "LineNumber", "BytePosition", "Expected ", "isFinalBlock", "is an invalid start",
        "already exists", "Unknown socket error", "Too many levels", "Cannot parse argument", "Must be one of", "   at ", "internal error", "No such file or directory",
    ];

    private readonly RunFolder _folder = new();

    public static TheoryData<string> FileOptions =>
    [
        "run --speed max --events", "run --speed max --report", "run --speed max --ledger", "run --speed max --ratings", "run --speed max --faults",
        "run --speed max --check-in", "run --speed max --data", "run --speed max --profiles", "run --speed max --device", "run --speed max", "scan --radio sim --timeout 0.1 --profiles",
        "scan --timeout 0.1 --radio", "pair --timeout 0.1 --radio", "pair --radio sim --timeout 0.1 --data", "devices --data", "devices --profiles", "stop --data", "stop --left --data", "forget x --data",
        "programs show", "programs check", "areas --data", "areas unlock lower-back --side left --data", "history list --data", "history show 1 --data", "history show", "history list --last",
        "history export --data", "history export --to", "profiles list --profiles", "profiles show", "profiles check", "profiles match", "profiles new my-own --output", "profiles new my-own --profiles",
        "conform", "conform sim:sim-percussion-gun --faults", "conform sim:sim-percussion-gun --junit", "conform sim:sim-percussion-gun --profiles",
        "simulate --socket no/such/s", "simulate sim-percussion-gun --socket", "simulate sim-percussion-gun --socket SOCKET --log", "simulate sim-percussion-gun --socket SOCKET --faults",
        "simulate sim-percussion-gun --radio",
    ];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(FileOptions))]
    public async Task Whatever_is_no_file(string command)
    {
        var file = _folder.Write("file", "");
        File.CreateSymbolicLink(_folder.At("loop"), _folder.At("loop"));
        Directory.CreateDirectory(_folder.At("folder"));
        string[] values = ["", Path.Combine(file, "x"), _folder.At("loop"), new('x', 300)];
        // What is good for a folder, or makes a file, has nothing to refuse there.
        string[] more = TakesAFolder(command) ? [] : [_folder.At("folder"), _folder.At("no/such/place")];
        string[] numbers = command.Contains("--", StringComparison.Ordinal) ? [] : ["NaN", "1e9", "-1"];
        foreach (var value in values.Concat(more).Concat(numbers))
        {
            var run = await RunAsync([.. command.Split(' '), value]);

            Assert.True(run.Exit is not 1, $"{command} {value}: {run}");
            Assert.DoesNotContain(Foreign, word => run.Error.Contains(word, StringComparison.Ordinal));
            Assert.All(run.ErrorLines, line => Assert.DoesNotContain("massager: :", line, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("", "line 1, column 1: there is nothing in it")]
    [InlineData("\n \n", "line 3, column 1: there is nothing in it")]
    [InlineData("{\n", "line 2, column 1: it ends too soon: an object, an array or a text is not closed")]
    [InlineData("{\"a\": \"x", "it ends too soon: an object, an array or a text is not closed")]
    [InlineData("{ \"a\": 1, }", "line 1, column 11: nothing follows the comma before it")]
    [InlineData("{ \"a\": NaN }", "line 1, column 8: 'N' does not belong there")]
    [InlineData("{ \"a\": tru }", "does not belong there")]
    [InlineData("{ 'a': 1 }", "line 1, column 3: texts stand in double quotes")]
    [InlineData("{} x", "line 1, column 4: 'x' does not belong there")]
    [InlineData("// c\n{}", "line 1, column 1: comments are not allowed")]
    [InlineData("{ \"a\": \"x\ny\" }", "a text has a line break or another control character in it")]
    public async Task Whatever_is_no_json(string text, string reason)
    {
        var file = _folder.Write("broken.json", text);
        foreach (var command in new[] { "programs check", "profiles check", "profiles match", "conform", "run", "run --device", "run --speed max --faults", "run --speed max --check-in" })
        {
            var run = await RunAsync([.. command.Split(' '), file]);

            Assert.Equal(2, run.Exit);
            Assert.Contains(run.ErrorLines, line => line.Contains($"{file}: $: ", StringComparison.Ordinal) && line.Contains(reason, StringComparison.Ordinal));
            Assert.DoesNotContain(Foreign, word => run.Error.Contains(word, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("-1")]
    [InlineData("1e9")]
    [InlineData("99999999999999999999")]
    public async Task A_session_has_a_whole_number(string id)
    {
        var run = await RunAsync("history", "show", id);

        Assert.Equal((2, $"massager: '{id}' is no session: a whole number is expected, as massager history list shows it"), (run.Exit, run.ErrorLines[0]));
    }

    [Fact]
    public async Task A_socket_names_the_folder_that_is_missing()
    {
        var run = await RunAsync("simulate", "sim-percussion-gun", "--socket", _folder.At("no/x"));

        Assert.Equal((2, $"massager: the socket {_folder.At("no/x")} cannot be made: there is no folder {_folder.At("no")}"), (run.Exit, Assert.Single(run.ErrorLines)));
    }

    [Fact]
    public async Task A_word_that_begins_with_an_at_sign_is_a_word() =>
        Assert.StartsWith("massager: there is no program '@nowhere'; there are compression, compression-starter, ", (await RunAsync("run", "@nowhere")).ErrorLines[0], StringComparison.Ordinal);

    private static bool TakesAFolder(string command) => command.EndsWith("--data", StringComparison.Ordinal) || command.EndsWith("--profiles", StringComparison.Ordinal);

    private Task<Massager> RunAsync(params string[] args)
    {
        var parts = Massager.ShippedParts();
        return Massager.RunAsync(parts with { FindDevice = new DeviceSetup(parts.Radios).Find }, [.. args.Select(arg => arg == "SOCKET" ? _folder.At("s") : arg)]);
    }
}
