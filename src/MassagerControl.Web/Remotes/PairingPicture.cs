using QRCoder;

namespace MassagerControl.Web.Remotes;

/// <summary>The QR code of a link, for a terminal.</summary>
public static class PairingPicture
{
    /// <summary>Two rows of the code in one line of half blocks, with a border that a camera needs.</summary>
    /// <param name="dark">The terminal has light letters on a dark ground.</param>
    public static IEnumerable<string> Lines(string link, bool dark)
    {
        using var data = QRCodeGenerator.GenerateQrCode(link, QRCodeGenerator.ECCLevel.M);
        using var code = new AsciiQRCode(data);
        return code.GetGraphicSmall(drawQuietZones: true, invert: dark, endOfLine: "\n").Split('\n');
    }
}
