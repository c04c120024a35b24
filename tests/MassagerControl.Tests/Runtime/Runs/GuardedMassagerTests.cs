using MassagerControl.Core;
using MassagerControl.Core.Timing;
using MassagerControl.Runtime.Runs;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Runtime.Runs;

public sealed class GuardedMassagerTests : IAsyncDisposable
{
    private readonly TaskCompletionSource _heard = new();
    private readonly RecordingMassager _inner = new(Plans.Device(20), new VirtualTimeProvider());
    private readonly GuardedMassager _massager;

    public GuardedMassagerTests() => _massager = new(_inner, () => _heard.Task);

    public ValueTask DisposeAsync() => _massager.DisposeAsync();

    [Fact]
    public async Task A_link_counts_as_made_when_the_guard_has_heard_of_it()
    {
        var connecting = _massager.ConnectAsync(CancellationToken.None);
        Assert.Equal(1, _inner.Connects);
        Assert.False(connecting.IsCompleted);
        _heard.SetResult();

        await connecting;
    }

    [Fact]
    public async Task Whoever_calls_it_off_does_not_wait_for_a_guard_that_hangs()
    {
        using var off = new CancellationTokenSource();
        var connecting = _massager.ConnectAsync(off.Token);
        await off.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting);
    }

    [Fact]
    public async Task Off_and_levels_wait_for_nobody()
    {
        await _massager.SetIntensityAsync(Intensity.FromPercent(40), CancellationToken.None);
        Assert.Equal(40, _inner.Motor);
        await _massager.StopAsync(CancellationToken.None);

        Assert.Equal(0, _inner.Motor);
    }
}
