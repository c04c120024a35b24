using System.Collections.Immutable;
using MassagerControl.Core.Massagers;
using MassagerControl.Core.Timing;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Protocols;
using MassagerControl.Tests.Devices.OddDevices;

namespace MassagerControl.Tests.Devices.Protocols;

/// <summary>What a device says while it is stopped: its last word counts.</summary>
public sealed class StopWordTests
{
    private readonly VirtualTimeProvider _time = new();

    [Theory]
    [InlineData("C8 00", true)]
    [InlineData("C8 02, C8 00", true)]
    [InlineData("C8 00, C8 02", false)]
    [InlineData("C8 00, C8 02, C8 00", true)]
    public void A_word_of_off_is_worth_nothing_once_the_device_has_said_again_that_it_runs(string says, bool off)
    {
        var link = new SayingLink(says);
        var driver = new ProfiledMassager(new() { Profile = OddRig.ProfileOf("late"), Radio = link, Address = "any", Time = _time, Device = "any" });
        Run(driver.ConnectAsync(TestContext.Current.CancellationToken));
        link.Stops = true;

        var stop = driver.StopAsync(TestContext.Current.CancellationToken);
        _time.RunUntil(stop);

        Assert.Equal(off, stop.IsCompletedSuccessfully);
        if (!off)
            Assert.Equal(MassagerFaultKind.UncertainDelivery, Assert.Throws<MassagerException>(() => stop.GetAwaiter().GetResult()).Fault.Kind);
    }

    private void Run(Task task)
    {
        _time.RunUntil(task);
        task.GetAwaiter().GetResult();
    }

    /// <summary>Acknowledges every write, and says something before it acknowledges a stop.</summary>
    private sealed class SayingLink(string says) : IRadio, IGattLink
    {
        private readonly List<Action<ReadOnlyMemory<byte>>> _subscribers = [];

        public bool Stops { get; set; }

        public ImmutableArray<GattCharacteristic> Characteristics { get; } =
            [.. OddRig.ProfileOf("late").Endpoints.Select(endpoint => new GattCharacteristic(endpoint.Service, endpoint.Characteristic, endpoint.Properties))];

        public Task<IGattLink> ConnectAsync(string address, CancellationToken cancellation) => Task.FromResult<IGattLink>(this);

        public Task ScanAsync(Action<Advertisement> seen, CancellationToken cancellation) => Task.CompletedTask;

        public void ObserveLoss(Action<string> lost)
        {
        }

        public Task<ReadOnlyMemory<byte>> ReadAsync(GattCharacteristic characteristic, CancellationToken cancellation) => Task.FromResult<ReadOnlyMemory<byte>>(default);

        public Task SubscribeAsync(GattCharacteristic characteristic, Action<ReadOnlyMemory<byte>> received, CancellationToken cancellation)
        {
            _subscribers.Add(received);
            return Task.CompletedTask;
        }

        public Task WriteAsync(GattCharacteristic characteristic, ReadOnlyMemory<byte> value, WriteMode mode, CancellationToken cancellation)
        {
            foreach (var word in Stops ? says.Split(", ") : [])
                _subscribers[^1](Convert.FromHexString(word.Replace(" ", "", StringComparison.Ordinal)));
            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
