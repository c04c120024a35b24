namespace MassagerControl.Devices.Captures.Cleaning;

/// <summary>The commands and events of HCI that say who is there, or hold something secret (Bluetooth Core, vol. 4 part E).</summary>
internal static class HciWords
{
    public const int Reset = 0x0C03;
    public const int LinkKeyReply = 0x040B;
    public const int WriteLocalName = 0x0C13;
    public const int ReadLocalName = 0x0C14;
    public const int ReadAddress = 0x1009;
    public const int SetRandomAddress = 0x2005;
    public const int SetAdvertisingData = 0x2008;
    public const int SetScanResponse = 0x2009;
    public const int CreateConnection = 0x200D;
    public const int AddToFilter = 0x2011;
    public const int Encrypt = 0x2019;
    public const int LongTermKeyReply = 0x201A;
    public const int AddToResolvingList = 0x2027;
    public const int SetRandomAddressOfSet = 0x2035;

    public const byte InquiryResult = 0x02;
    public const byte ClassicConnected = 0x03;
    public const byte ClassicRequest = 0x04;
    public const byte Disconnected = 0x05;
    public const byte RemoteName = 0x07;
    public const byte EncryptionChanged = 0x08;
    public const byte CommandComplete = 0x0E;
    public const byte LinkKey = 0x18;
    public const byte InquiryResultWithSignal = 0x22;
    public const byte InquiryResultExtended = 0x2F;
    public const byte LowEnergy = 0x3E;
    public const byte EncryptionChangedNewer = 0x59;

    public const byte Connected = 0x01;
    public const byte Reports = 0x02;
    public const byte ConnectionUpdated = 0x03;
    public const byte DataLengthChanged = 0x07;
    public const byte ConnectedNewer = 0x0A;
    public const byte ExtendedReports = 0x0D;
    public const byte ConnectedNewest = 0x29;

    public const int Att = 4;
    public const int Signals = 5;
    public const int Pairing = 6;
}
