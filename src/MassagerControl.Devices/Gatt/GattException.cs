using MassagerControl.Core;

namespace MassagerControl.Devices.Gatt;

/// <summary>Why a radio operation failed.</summary>
public enum GattFailure
{
    /// <summary>No link could be made.</summary>
    Unreachable,

    /// <summary>The device (or the radio) said no; see <see cref="GattException.AttCode"/>.</summary>
    Refused,

    /// <summary>The link went away; what was sent may or may not have arrived.</summary>
    LinkLost,

    /// <summary>No answer in time; what was sent may or may not have arrived.</summary>
    TimedOut,
}

/// <summary>The one exception of <see cref="IRadio"/> and <see cref="IGattLink"/>.</summary>
public sealed class GattException(GattFailure failure, Phrase detail) : Exception(detail.Text)
{
    // Error codes of the Attribute Protocol (Bluetooth Core, vol. 3 part F, 3.4.1.1).
    private const byte InsufficientAuthentication = 0x05;
    private const byte InsufficientKeySize = 0x0C;
    private const byte InsufficientEncryption = 0x0F;

    /// <summary>Why it failed, and with that whether what was sent may have arrived.</summary>
    public GattFailure Failure { get; } = failure;

    /// <summary>The message, for a person of any language.</summary>
    public Phrase Words { get; } = detail;

    /// <summary>The error code of the Attribute Protocol, where the device gave one.</summary>
    public byte? AttCode { get; init; }

    /// <summary>What a person can do about it, in words for the person; null where the radio knows no better than anybody.</summary>
    public Phrase? Advice { get; init; }

    /// <summary>The device asks for a bond before it takes this.</summary>
    public bool WantsBond => AttCode is InsufficientAuthentication or InsufficientKeySize or InsufficientEncryption;

    /// <summary>The link went away: <see cref="GattFailure.LinkLost"/>.</summary>
    public static GattException Lost(Phrase reason) => new(GattFailure.LinkLost, reason);

    /// <summary>The device said no: <see cref="GattFailure.Refused"/>.</summary>
    /// <param name="attCode">The error code of the Attribute Protocol; it is added to the detail.</param>
    public static GattException Refused(byte attCode, Phrase detail) =>
        new(GattFailure.Refused, $"{detail} (ATT error 0x{attCode:X2})") { AttCode = attCode };
}
