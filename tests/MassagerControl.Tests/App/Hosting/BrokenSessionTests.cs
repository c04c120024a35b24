using MassagerControl.Core.Massagers;
using MassagerControl.Tests.App.Cli;

namespace MassagerControl.Tests.App.Hosting;

/// <summary>What is told when the session itself breaks.</summary>
public sealed class BrokenSessionTests
{
    /// <summary>The loop stops the motor as it breaks, and whoever runs it does so again.</summary>
    [Theory]
    [InlineData(true, "massager: internal error: bug; it is NOT confirmed that the motor is off (gone): press the button on the device now")]
    [InlineData(false, "massager: internal error: bug; the motor is confirmed off")]
    public async Task One_thing_is_said_of_the_motor_the_last(bool confirmedFirst, string expected)
    {
        var gone = new MassagerFault(MassagerFaultKind.Connection, "gone");
        var parts = Massager.BenchParts(5, made => made.Renewed = () =>
        {
            var before = made.Stops;
            made.StopFails = number => confirmedFirst == number > before + 1 ? gone : null;
            throw new InvalidOperationException("bug");
        });

        var run = await Massager.RunAsync(parts, "run", "--speed", "max");

        Assert.Equal((1, expected), (run.Exit, Assert.Single(run.ErrorLines)));
    }
}
