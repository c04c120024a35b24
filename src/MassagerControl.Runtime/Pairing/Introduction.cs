using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Gatt;
using MassagerControl.Devices.Profiles;
using MassagerControl.Devices.Protocols;

namespace MassagerControl.Runtime.Pairing;

/// <summary>Why a device was not the one that was expected.</summary>
public enum IntroductionFailure
{
    /// <summary>No link could be made, or it broke.</summary>
    Unreachable,

    /// <summary>The radio knows why, and what to do.</summary>
    Explained,

    /// <summary>It lacks what the profile describes, or says that it must not be driven.</summary>
    OtherDevice,

    /// <summary>It does not answer as the profile says.</summary>
    Silent,

    /// <summary>It was told to stop, as at every connect, and did not confirm it.</summary>
    NotConfirmedOff,
}

/// <param name="Failure">Null when the device is what the profile describes.</param>
/// <param name="Sentence">What went wrong; empty when nothing did.</param>
public sealed record Introduced(IntroductionFailure? Failure, Phrase Sentence)
{
    /// <summary>What a person can do about it, where the radio knows; null otherwise.</summary>
    public Phrase? Advice { get; init; }

    /// <summary>0–100 %; null when the device does not tell.</summary>
    public int? Battery { get; init; }

    /// <summary>What the device said of itself.</summary>
    public ImmutableArray<string> Said { get; init; } = [];

    /// <summary>Its characteristics; null when no link was made.</summary>
    public ImmutableArray<GattCharacteristic>? Characteristics { get; init; }
}

/// <summary>Connects a device once, exactly as a session does, and looks whether it is what the profile describes. No motor moves.</summary>
/// <remarks>
/// Written are the profile's own connect steps, none of which can move a motor, and the stop that ends every connect. Everything else is read.
/// </remarks>
/// <param name="say">Told at once what a person must do at the device.</param>
public sealed class Introduction(IRadio radio, DeviceProfile profile, TimeProvider time, Action<Phrase> say)
{
    private readonly List<string> _said = [];
    private int? _battery;

    /// <param name="name">What logs call it.</param>
    public async Task<Introduced> RunAsync(string address, string name, CancellationToken cancellation)
    {
        var peek = new LinkPeek(radio, time);
        var driver = new ProfiledMassager(new() { Profile = profile, Radio = peek, Address = address, Time = time, Device = name });
        await using var closing = driver.ConfigureAwait(false);
        driver.Observe(Hear);
        try
        {
            await driver.ConnectAsync(cancellation).ConfigureAwait(false);
            if (!profile.DeviceInformation)
                Hear(await peek.AskAsync(cancellation).ConfigureAwait(false));
            return End(null, "", peek);
        }
        catch (MassagerException exception)
        {
            var why = exception.InnerException as GattException;
            return End(FailureOf(exception, peek), why is { Advice: not null } ? why.Words : exception.Fault.Detail, peek) with { Advice = why?.Advice };
        }
    }

    /// <summary>Does connecting end only when the device has said something that others would not say?</summary>
    public static bool ConfirmsItself(DeviceProfile profile) => profile.Connect.Any(step => step switch
    {
        WaitStep => true,
        SendStep send => profile.Chain(send.Operation).Any(operation => operation.AnsweredBy is not null),
        _ => false,
    });

    private IntroductionFailure FailureOf(MassagerException exception, LinkPeek peek)
    {
        var explained = exception.InnerException is GattException { Advice: not null };
        if (peek.Characteristics is not { } characteristics)
            return explained ? IntroductionFailure.Explained : IntroductionFailure.Unreachable;
        if (profile.Misfit(characteristics) is not null)
            return IntroductionFailure.OtherDevice;
        if (explained && exception.Fault.Kind != MassagerFaultKind.UncertainDelivery)
            return IntroductionFailure.Explained;
        return exception.Fault.Kind switch
        {
            MassagerFaultKind.Connection => IntroductionFailure.Unreachable,
            MassagerFaultKind.Communication => IntroductionFailure.Silent,
            MassagerFaultKind.Refused => IntroductionFailure.OtherDevice,
            MassagerFaultKind.UncertainDelivery => IntroductionFailure.NotConfirmedOff,
        };
    }

    private Introduced End(IntroductionFailure? failure, Phrase sentence, LinkPeek peek)
    {
        lock (_said)
            return new(failure, sentence) { Battery = _battery, Said = [.. _said], Characteristics = peek.Characteristics };
    }

    private void Hear(IReadOnlyList<string> said)
    {
        lock (_said)
            _said.InsertRange(0, said);
    }

    private void Hear(MassagerReport report)
    {
        if (report is PersonNotice asked)
        {
            say(asked.Words);
            return;
        }
        lock (_said)
            if (report is BatteryReported battery)
                _battery = battery.Percent;
            else if (report is MassagerNotice notice && _said.Count < 8)
                _said.Add(ShownName.Of(notice.Words.Text, 200));
    }
}
