namespace MassagerControl.Devices.Captures.Att;

/// <summary>What an ATT packet is (Bluetooth Core, vol. 3 part F, 3.4.8).</summary>
internal static class AttOpcode
{
    public const byte Error = 0x01;
    public const byte MtuRequest = 0x02;
    public const byte MtuAnswer = 0x03;
    public const byte FindInformationRequest = 0x04;
    public const byte FindInformationAnswer = 0x05;
    public const byte FindByTypeRequest = 0x06;
    public const byte FindByTypeAnswer = 0x07;
    public const byte ReadByTypeRequest = 0x08;
    public const byte ReadByTypeAnswer = 0x09;
    public const byte ReadRequest = 0x0A;
    public const byte ReadAnswer = 0x0B;
    public const byte ReadBlobRequest = 0x0C;
    public const byte ReadBlobAnswer = 0x0D;
    public const byte ReadMultipleRequest = 0x0E;
    public const byte ReadMultipleAnswer = 0x0F;
    public const byte ReadByGroupRequest = 0x10;
    public const byte ReadByGroupAnswer = 0x11;
    public const byte WriteRequest = 0x12;
    public const byte WriteAnswer = 0x13;
    public const byte PrepareRequest = 0x16;
    public const byte PrepareAnswer = 0x17;
    public const byte ExecuteRequest = 0x18;
    public const byte ExecuteAnswer = 0x19;
    public const byte Notification = 0x1B;
    public const byte Indication = 0x1D;
    public const byte Confirmation = 0x1E;
    public const byte ReadMultipleVariableRequest = 0x20;
    public const byte ReadMultipleVariableAnswer = 0x21;
    public const byte MultipleNotification = 0x23;
    public const byte WriteCommand = 0x52;
    public const byte SignedWriteCommand = 0xD2;

    /// <returns>Null for a code that the specification does not know.</returns>
    public static bool? IsOfServer(byte opcode) => opcode switch
    {
        Error or MtuAnswer or FindInformationAnswer or FindByTypeAnswer or ReadByTypeAnswer or ReadAnswer or ReadBlobAnswer or ReadMultipleAnswer
            or ReadByGroupAnswer or WriteAnswer or PrepareAnswer or ExecuteAnswer or Notification or Indication or ReadMultipleVariableAnswer
            or MultipleNotification => true,
        MtuRequest or FindInformationRequest or FindByTypeRequest or ReadByTypeRequest or ReadRequest or ReadBlobRequest or ReadMultipleRequest
            or ReadByGroupRequest or WriteRequest or PrepareRequest or ExecuteRequest or Confirmation or ReadMultipleVariableRequest or WriteCommand
            or SignedWriteCommand => false,
        _ => null,
    };

    /// <summary>The client waits for its answer before it asks again.</summary>
    public static bool IsRequest(byte opcode) => opcode is not (WriteCommand or SignedWriteCommand or Confirmation) && IsOfServer(opcode) == false;

    /// <returns>What is asked with the request, 0 for whatever answers none.</returns>
    public static byte RequestOf(byte answer) =>
        answer is Notification or Indication or MultipleNotification or Error || IsOfServer(answer) != true ? (byte)0 : (byte)(answer - 1);
}
