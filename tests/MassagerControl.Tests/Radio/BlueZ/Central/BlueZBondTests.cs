using MassagerControl.Devices.Gatt;
using MassagerControl.Radio.BlueZ.Bus;
using MassagerControl.Radio.BlueZ.Central;
using MassagerControl.Tests.Support;

namespace MassagerControl.Tests.Radio.BlueZ.Central;

public sealed class BlueZBondTests
{
    private const int Limit = 60_000;

    private static readonly byte[] Stop = [0x5A, 0x00, 0x5A];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [LiveFact(Timeout = Limit)]
    public async Task A_device_that_asks_for_nothing_is_bonded_with()
    {
        await using var bench = await BlueZBench.StartAsync(pairing: new(Required: true));
        await using var link = await bench.ConnectAsync();
        var before = await Assert.ThrowsAsync<GattException>(() => link.WriteAsync(BlueZBench.Control(link), Stop, WriteMode.WithResponse, Token));

        await link.BondAsync(Token);
        await link.BondAsync(Token);

        Assert.Equal((GattFailure.Refused, (byte?)5), (before.Failure, before.AttCode));
        await link.WriteAsync(BlueZBench.Control(link), Stop, WriteMode.WithResponse, Token);
        Assert.Equal(0, bench.Fake.AgentCount);
        Assert.DoesNotContain("RequestDefaultAgent", bench.Fake.Calls);
    }

    [LiveFact(Timeout = Limit)]
    public async Task A_number_is_asked_of_the_person_and_nobody_else_gets_an_answer_of_the_agent()
    {
        var asked = "";
        BusException? refused = null;
        MessageBus? stranger = null;
        BlueZBench? bench = null;
        bench = await BlueZBench.StartAsync(pairing: new(Passkey: 42, Required: true), with: options => options with
        {
            AskPin = async (device, cancellation) =>
            {
                asked = device;
                refused = await Assert.ThrowsAsync<BusException>(() => stranger!.CallAsync(
                    new(bench!.Fake.AgentOwner!, bench.Fake.AgentPath!, BlueZNames.Agent, "RequestPasskey", "o", bench.Device.ObjectPath), TimeSpan.FromSeconds(5), cancellation));
                return "000042";
            },
        });
        await using var disposing = bench;
        stranger = await bench.StrangerAsync();
        await using var ending = stranger;
        await using var link = await bench.ConnectAsync();

        await link.BondAsync(Token);

        Assert.True(bench.Device.IsPaired);
        Assert.Equal("SIM Percussion Gun", asked);
        Assert.Equal(BusErrors.AccessDenied, refused!.ErrorName);
    }

    [LiveTheory(Timeout = Limit)]
    [InlineData("000041")]
    [InlineData("12345678")]
    [InlineData("abc")]
    [InlineData(null)]
    public async Task A_wrong_number_or_none_is_refused(string? pin)
    {
        await using var bench = await BlueZBench.StartAsync(pairing: new(Passkey: 42), with: options => options with { AskPin = (_, _) => Task.FromResult(pin) });
        await using var link = await bench.ConnectAsync();

        var failed = await Assert.ThrowsAsync<GattException>(() => link.BondAsync(Token));

        Assert.Equal(GattFailure.Refused, failed.Failure);
        Assert.False(bench.Device.IsPaired);
        Assert.Equal(0, bench.Fake.AgentCount);
    }

    [LiveFact(Timeout = Limit)]
    public async Task Without_somebody_to_ask_a_device_with_a_number_is_not_bonded_with()
    {
        await using var bench = await BlueZBench.StartAsync(pairing: new(Passkey: 42));
        await using var link = await bench.ConnectAsync();

        Assert.Equal(GattFailure.Refused, (await Assert.ThrowsAsync<GattException>(() => link.BondAsync(Token))).Failure);
    }

    [LiveFact(Timeout = Limit)]
    public async Task A_person_who_takes_their_time_can_be_given_up_and_a_lost_link_ends_it_too()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var bench = await BlueZBench.StartAsync(pairing: new(Passkey: 42), with: options => options with
        {
            AskPin = (_, _) =>
            {
                asked.TrySetResult();
                return new TaskCompletionSource<string?>().Task;
            },
        });
        await using var link = await bench.ConnectAsync();
        using var impatient = new CancellationTokenSource();
        var bonding = link.BondAsync(impatient.Token);
        await asked.Task;
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bonding);
        Assert.Contains("CancelPairing", bench.Fake.Calls);

        var again = link.BondAsync(Token);
        await bench.Fake.CalledAsync("Pair", 2);
        await bench.Device.CutAsync();

        Assert.Equal(GattFailure.LinkLost, (await Assert.ThrowsAsync<GattException>(() => again)).Failure);
    }
}
