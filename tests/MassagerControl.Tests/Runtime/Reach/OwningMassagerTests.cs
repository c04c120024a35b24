using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Runtime.Reach;
using Moq;

namespace MassagerControl.Tests.Runtime.Reach;

public sealed class OwningMassagerTests
{
    private readonly Mock<IMassager> _inner = new(MockBehavior.Strict);
    private readonly Mock<IAsyncDisposable> _owned = new(MockBehavior.Strict);

    [Fact]
    public async Task What_it_owns_goes_after_the_massager()
    {
        var order = new MockSequence();
        _inner.InSequence(order).Setup(inner => inner.DisposeAsync()).Returns(ValueTask.CompletedTask);
        _owned.InSequence(order).Setup(owned => owned.DisposeAsync()).Returns(ValueTask.CompletedTask);

        await new OwningMassager(_inner.Object, _owned.Object).DisposeAsync();

        _owned.Verify(owned => owned.DisposeAsync(), Times.Once);
    }

    [Fact]
    public async Task Every_call_goes_through_with_its_cancellation()
    {
        using var source = new CancellationTokenSource();
        var (token, half) = (source.Token, Intensity.FromPercent(50));
        _inner.Setup(inner => inner.ConnectAsync(token)).Returns(Task.CompletedTask);
        _inner.Setup(inner => inner.SetIntensityAsync(half, token)).Returns(Task.CompletedTask);
        _inner.Setup(inner => inner.StopAsync(token)).Returns(Task.CompletedTask);
        _inner.Setup(inner => inner.RenewLease(false));
        _inner.Setup(inner => inner.Observe(It.IsAny<Action<MassagerReport>>()));
        var massager = new OwningMassager(_inner.Object, _owned.Object);

        massager.Observe(_ => { });
        await massager.ConnectAsync(token);
        await massager.SetIntensityAsync(half, token);
        massager.RenewLease(repeats: false);
        await massager.StopAsync(token);

        _inner.VerifyAll();
    }
}
