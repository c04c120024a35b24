namespace MassagerControl.CaptureEquality;

/// <summary>Writes, notifications and reads name one handle, of which both programs say the UUID.</summary>
internal static class SaidWithHandle
{
    public static bool Has(byte opcode) => opcode is 0x12 or 0x52 or 0xD2 or 0x1B or 0x1D or 0x0A or 0x0C or 0x16;
}
