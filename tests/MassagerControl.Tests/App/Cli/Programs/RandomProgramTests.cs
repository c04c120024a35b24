using MassagerControl.Runtime.Programs;

namespace MassagerControl.Tests.App.Cli.Programs;

/// <summary>A thousand programs of somebody's own: the good ones run within every limit, the broken ones are refused with each of their faults.</summary>
public sealed class RandomProgramTests : IDisposable
{
    private const int Programs = 1000;

    private static readonly string[] Devices = ["sim-percussion-gun", "therabody-elite", "merach-gun", "sim-vibration-ball", "therabody-wave-roller", "jensen-jmc400"];

    private readonly RunFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Each_is_run_within_every_limit_or_refused_with_all_reasons()
    {
        var (ran, refused, broken) = (0, 0, 0);
        for (var seed = 0; seed < Programs; seed++)
        {
            var random = new Random(seed);
            var program = new OwnProgram(random);
            var faults = random.Next(3) == 0 ? program.Break() : [];
            var file = _folder.Write("own.json", program.Json.ToJsonString());
            var errors = ProgramReader.Read(file).Errors;
            var device = Devices[random.Next(Devices.Length)];
            var run = await Massager.RunAsync("run", file, "--device", $"sim:{device}", "--area", "between-blades", "--person", "habituating", "--speed", "max", "--seed", $"{seed}", "--events", "-");
            if (faults.Length > 0)
            {
                broken++;
                Assert.Equal(2, run.Exit);
                foreach (var path in faults)
                    Assert.True(errors.Any(error => error.Path == path), $"seed {seed}: {path} is not told: {string.Join("; ", errors)}");
                // The session is refused with the same words as the check.
                Assert.All(errors, error => Assert.Contains(error.Reason.Text, run.Error, StringComparison.Ordinal));
                continue;
            }
            Assert.True(errors.IsEmpty, $"seed {seed}: {string.Join("; ", errors)}");
            if (run.Exit == 6)
                refused++;
            else
            {
                ran++;
                var violations = ProgramRuns.Broken(run, device == "therabody-wave-roller");
                Assert.True(violations.Count == 0, $"seed {seed} on {device}: {string.Join("; ", violations)}");
            }
        }
        Assert.True(ran > 200 && refused > 50 && broken > 250, $"{ran} ran, {refused} were refused, {broken} were broken");
    }
}
