namespace MassagerControl.Devices.Captures.Cleaning;

/// <summary>What of the attribute protocol may stay: the phone as the client, the device as the server. What the phone told of itself is nobody's business.</summary>
internal static class AttWords
{
    public const byte ErrorResponse = 0x01;
    public const byte MtuRequest = 0x02;
    public const byte MtuResponse = 0x03;
    public const byte ReadByTypeRequest = 0x08;
    public const byte ReadByTypeResponse = 0x09;
    public const byte ReadResponse = 0x0B;
    public const byte ReadBlobResponse = 0x0D;

    private const byte ReadMultipleResponse = 0x0F;
    private const byte Confirmation = 0x1E;
    private const byte SignedWrite = 0xD2;
    private const byte WriteCommand = 0x52;

    /// <param name="fromHost">Null where it is not known: then what anybody may have told of himself is blanked, not left out.</param>
    public static bool Stays(byte opcode, bool? fromHost)
    {
        if (opcode is ErrorResponse or MtuRequest or MtuResponse)
            return true;
        var isClient = opcode is WriteCommand or SignedWrite or Confirmation || (opcode % 2 == 0 && opcode <= 0x20);
        var isServer = opcode % 2 == 1 && opcode <= 0x23;
        return fromHost switch { true => isClient, false => isServer, _ => isClient || isServer };
    }

    /// <summary>An answer that holds the value of an attribute.</summary>
    public static bool IsRead(byte opcode) => opcode is ReadResponse or ReadBlobResponse or ReadMultipleResponse;
}
