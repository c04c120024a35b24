using MassagerControl.Core;
using MassagerControl.Runtime.Runs;
using MassagerControl.Tests.App.Cli;

namespace MassagerControl.Tests.Runtime.Runs;

public sealed class JournaledMassagerTests : IAsyncDisposable
{
    private static readonly Intensity Some = Intensity.FromPercent(40);

    private readonly List<string> _order = [];
    private readonly BenchMassager _inner;
    private string? _refusal;

    public JournaledMassagerTests() => _inner = new BenchMassager(felt => _order.Add($"motor {felt}"));

    public ValueTask DisposeAsync() => _inner.DisposeAsync();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_written_down_before_the_motor_runs_and_once()
    {
        var massager = Massager();

        await massager.ConnectAsync(Cancellation);
        Assert.Equal(["written"], _order);
        await massager.SetIntensityAsync(Some, Cancellation);
        await massager.StopAsync(Cancellation);
        await massager.SetIntensityAsync(Some, Cancellation);

        Assert.Equal(["written", "motor 40 %", "motor 0 %", "motor 40 %"], _order);
    }

    [Fact]
    public async Task Without_a_connect_it_is_written_before_the_first_output()
    {
        await Massager().SetIntensityAsync(Some, Cancellation);

        Assert.Equal(["written", "motor 40 %"], _order);
    }

    [Fact]
    public async Task Where_it_cannot_be_written_no_motor_runs_and_off_still_works()
    {
        _refusal = "the disk is full";
        var massager = Massager();

        await massager.ConnectAsync(Cancellation);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => massager.SetIntensityAsync(Some, Cancellation));
        await massager.SetIntensityAsync(Intensity.Zero, Cancellation);
        await massager.StopAsync(Cancellation);

        Assert.Equal(["refused: the disk is full", "refused: the disk is full", "motor 0 %", "motor 0 %"], _order);
    }

    [Fact]
    public async Task Everything_else_goes_through()
    {
        var massager = Massager();
        massager.Observe(_ => _order.Add("reported"));
        massager.RenewLease();
        await massager.ConnectAsync(Cancellation);
        await massager.DisposeAsync();

        Assert.Same(_inner.Traits, massager.Traits);
        Assert.Contains("reported", _order);
        Assert.True(_inner.Disposed);
    }

    private JournaledMassager Massager() => new(
        _inner,
        () =>
        {
            if (_refusal is null)
                _order.Add("written");
            return _refusal;
        },
        reason => _order.Add($"refused: {reason}"));
}
