using MassagerControl.Radio.BlueZ.Bus;
using MassagerControl.RadioContract;

namespace MassagerControl.Tests.Radio.BlueZ.Bus;

/// <summary>A private bus for one test class, and connections to it that end with the test.</summary>
public sealed class BusFixture : IAsyncLifetime
{
    private PrivateBus? _bus;

    internal PrivateBus Bus => _bus!;

    public async ValueTask InitializeAsync()
    {
        if (PrivateBus.Missing is null)
            _bus = await PrivateBus.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_bus is not null)
            await _bus.DisposeAsync();
    }

    internal Task<MessageBus> OpenAsync()
    {
        Assert.SkipWhen(PrivateBus.Missing is not null, PrivateBus.Missing ?? "");
        return MessageBus.OpenAsync(Bus.Address, TestContext.Current.CancellationToken);
    }

    internal Task<MessageBus> OpenForFilesAsync()
    {
        Assert.SkipWhen(PrivateBus.Missing is not null, PrivateBus.Missing ?? "");
        return MessageBus.OpenForFilesAsync(Bus.Address, TestContext.Current.CancellationToken);
    }
}
