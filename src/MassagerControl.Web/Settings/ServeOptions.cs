using MassagerControl.Core;
using MassagerControl.Runtime.Clinics;
using MassagerControl.Runtime.Intake;
using MassagerControl.Runtime.Reach;
using MassagerControl.Runtime.Storage;
using Microsoft.Extensions.Logging;

namespace MassagerControl.Web.Settings;

/// <summary>How the service is to run.</summary>
/// <param name="Intake">What orders are looked up in; its language and its check-in are each request's own.</param>
/// <param name="Data">Where remotes, history and locks are kept.</param>
/// <param name="Profiles">The folder of the person's own profiles.</param>
/// <param name="Radios">The radios that paired devices are on.</param>
public sealed record ServeOptions(IntakeParts Intake, DataFolder Data, string Profiles, RadioKinds Radios)
{
    /// <summary>What the service listens on unless it is told otherwise; registered for nobody.</summary>
    public const int UsualPort = 8420;

    /// <summary>0: any that is free. Null: the usual one, or any that is free.</summary>
    public int? Port { get; init; }

    /// <summary>Other computers and phones reach it; else only this computer does.</summary>
    public bool Lan { get; init; }

    /// <summary>Everything is encrypted, with a certificate that this computer makes; nothing is answered in plain.</summary>
    public bool Https { get; init; }

    /// <summary>A paired phone may start a session without anybody at this computer.</summary>
    public bool AllowStart { get; init; }

    /// <summary>Whether a key in somebody's hand can stop now.</summary>
    public Func<bool> StopKeyIsThere { get; init; } = static () => false;

    /// <summary>A folder of invented sessions that the history shows in place of the person's; null where it shows theirs.</summary>
    public string? Demo { get; init; }

    /// <summary>The clinic that this room belongs to; null where it belongs to none. Stays the caller's to dispose of.</summary>
    public ClinicRoom? Clinic { get; init; }

    /// <summary>The MQTT broker that the service shows its state at; null where there is none.</summary>
    public MqttOptions? Mqtt { get; init; }

    /// <summary>Asks somebody at this computer; null where nobody sits there.</summary>
    public ConfirmStart? Confirm { get; init; }

    /// <summary>Adds where the structured log goes; null where none is kept. It has nothing but what <c>docs/serve.md</c> lists.</summary>
    public Action<ILoggingBuilder>? Log { get; init; }

    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    /// <summary>Real time, for everything that is no session.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Told of each address and code that is to be shown at this computer.</summary>
    public required Action<ShownCode> Show { get; init; }

    /// <summary>Takes a line for the person at this computer.</summary>
    public required Action<Phrase> Say { get; init; }
}

/// <summary>Asks somebody at this computer whether a session may begin.</summary>
/// <param name="question">What is to begin, and who asks.</param>
/// <returns>False where they say no, or nothing in time.</returns>
public delegate Task<bool> ConfirmStart(Phrase question, CancellationToken cancellation);

/// <summary>An address and the code that pairs a phone there.</summary>
/// <param name="Url">Of the page, without the code.</param>
/// <param name="Link">Of the page with the code: what a QR code holds.</param>
/// <param name="First">The service has just begun to answer.</param>
public sealed record ShownCode(string Url, string Code, string Link, bool First)
{
    /// <summary>SHA-256 of the certificate, which a person compares with what the browser shows; null where nothing is encrypted.</summary>
    public string? Fingerprint { get; init; }
}
