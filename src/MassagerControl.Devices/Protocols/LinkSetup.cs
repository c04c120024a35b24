using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Profiles;

namespace MassagerControl.Devices.Protocols;

/// <summary>Makes a fresh link usable, as the profile says. Moves no motor.</summary>
internal sealed class LinkSetup(DeviceLink link, ProfiledMassagerOptions options, Action<MassagerReport> tell)
{
    private static readonly TimeSpan Limit = ProfiledMassager.WriteLimit;

    /// <summary>Everything without which the device does not listen.</summary>
    /// <exception cref="GattException">The device does not answer as the profile says, or says that it must not be driven.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        if (!options.Profile.Connect.Any(step => step is MtuStep))
            CheckRoom();
        foreach (var step in options.Profile.Connect)
        {
            await StepAsync(step, cancellation).ConfigureAwait(false);
            if (link.Refusal is { } refusal)
                throw new GattException(GattFailure.Refused, $"this device cannot be driven: {refusal}");
        }
        link.IsSetUp = true;
    }

    /// <summary>What the device tells of itself by the standard services: good to know, and no part of what makes it listen.</summary>
    /// <exception cref="GattException">The link was lost, or the device does not answer: the next one does without.</exception>
    public async Task ReadStandardAsync(ExtraReads extras, CancellationToken cancellation)
    {
        if (options.Profile.BatteryService)
            await extras.AskAsync("battery", () => WatchBatteryAsync(cancellation), tell).ConfigureAwait(false);
        if (options.Profile.DeviceInformation)
            await extras.AskAsync("device information", () => new DeviceInformation(link, Limit, tell).ReadAsync(cancellation), tell).ConfigureAwait(false);
    }

    public Task StepAsync(ConnectStep step, CancellationToken cancellation) => step switch
    {
        SubscribeStep subscribe => link.SubscribeAsync(subscribe.Endpoint, Limit, cancellation),
        ReadStep read => link.ReadAsync(read.Endpoint, Limit, cancellation),
        SendStep send => SendChainAsync(send.Operation, cancellation),
        WaitStep wait => HearAsync(wait, cancellation),
        DelayStep delay => options.Time.PassAsync(delay.Time, cancellation),
        MtuStep mtu => WidenAsync(mtu.Bytes, cancellation),
        // Bonding may ask the person, and takes as long as making a link.
        BondStep => link.BondAsync(ProfiledMassager.ConnectLimit, cancellation),
        _ => throw new ArgumentException($"Unknown step {step.GetType().Name}."),
    };

    private async Task HearAsync(WaitStep wait, CancellationToken cancellation)
    {
        var asks = wait.Say.Length > 0 && !link.HasHeard(wait);
        if (asks)
            tell(new PersonNotice(Phrase.Of($"{wait.Say} (within {Seconds(wait)} s)")));
        try
        {
            await link.HearAsync(wait, cancellation).ConfigureAwait(false);
        }
        catch (GattException exception) when (asks && exception.Failure == GattFailure.TimedOut)
        {
            throw new GattException(GattFailure.TimedOut, $"the device did not say within {Seconds(wait)} s that somebody has done it: {wait.Say}");
        }
        if (asks)
            tell(new PersonNotice("done: the device has answered"));
    }

    private static string Seconds(WaitStep wait) => wait.Within.TotalSeconds.ToString("0.#", System.Globalization.CultureInfo.InvariantCulture);

    /// <remarks>Not every radio can ask for it; what counts is what the link has in the end.</remarks>
    private async Task WidenAsync(int bytes, CancellationToken cancellation)
    {
        await link.RequestMtuAsync(bytes, Limit, cancellation).ConfigureAwait(false);
        if (link.Mtu < bytes)
            throw new GattException(GattFailure.Refused, $"the packets of this link are too short: its MTU is {link.Mtu}, the profile needs {bytes}");
        CheckRoom();
    }

    private void CheckRoom()
    {
        if (FrameRoom.Problem(options.Profile, link.Mtu) is { } problem)
            throw new GattException(GattFailure.Refused, Phrase.Verbatim(problem));
    }

    private async Task SendChainAsync(Operation first, CancellationToken cancellation)
    {
        foreach (var (operation, pause) in options.Profile.Frames(first))
        {
            await options.Time.PassAsync(pause, cancellation).ConfigureAwait(false);
            await SendAsync(operation, cancellation).ConfigureAwait(false);
        }
    }

    private async Task SendAsync(Operation operation, CancellationToken cancellation)
    {
        await link.PassGapAsync(cancellation).ConfigureAwait(false);
        using var answer = link.Expect((format, _) => format == operation.AnsweredBy);
        await link.SendAsync(operation, Limit, cancellation).ConfigureAwait(false);
        if (operation.AnsweredBy is not null)
            await answer.Seen.Within(Limit, Phrase.Verbatim(operation.Name), options.Time, cancellation).ConfigureAwait(false);
    }

    private async Task WatchBatteryAsync(CancellationToken cancellation)
    {
        if (link.Find(GattUuid.BatteryService, GattUuid.BatteryLevel) is not { } battery)
        {
            tell(new MassagerNotice("the device has no Battery service, although its profile says so"));
            return;
        }
        try
        {
            Report((await link.ReadAsync(battery, Limit, cancellation).ConfigureAwait(false)).Span);
            if (battery.Properties.HasFlag(GattProperties.Notify))
                await link.SubscribeAsync(battery, value => Report(value.Span), Limit, cancellation).ConfigureAwait(false);
        }
        catch (GattException exception) when (exception.Failure == GattFailure.Refused)
        {
            tell(new MassagerNotice(Phrase.Of($"the device does not tell its battery: {exception.Words}")));
        }
    }

    private void Report(ReadOnlySpan<byte> value)
    {
        if (value is [<= 100])
            tell(new BatteryReported(value[0]));
    }
}
