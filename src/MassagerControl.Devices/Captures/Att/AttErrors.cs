namespace MassagerControl.Devices.Captures.Att;

/// <summary>Why a device refuses (Bluetooth Core, vol. 3 part F, 3.4.1.1).</summary>
internal static class AttErrors
{
    private const byte InsufficientAuthentication = 0x05;
    private const byte InsufficientAuthorization = 0x08;
    private const byte EncryptionKeySizeTooShort = 0x0C;
    private const byte InsufficientEncryption = 0x0F;

    /// <summary>It wants pairing, encryption or permission first.</summary>
    public static bool IsOfSecurity(byte error) =>
        error is InsufficientAuthentication or InsufficientAuthorization or EncryptionKeySizeTooShort or InsufficientEncryption;
}
