using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Devices.Frames;

namespace MassagerControl.Devices.Profiles.Matching;

/// <summary>Manufacturer data that a device of the profile advertises.</summary>
/// <param name="Company">Identifiers are squatted and belong to chip vendors: without data they say little.</param>
/// <param name="Offset">Where the data is expected, in bytes behind the identifier.</param>
/// <param name="Data">Empty where only the company counts.</param>
/// <param name="Mask">Bits that count; empty where all do, else as long as the data.</param>
internal sealed record CompanyRule(ushort Company, int Offset, ImmutableArray<byte> Data, ImmutableArray<byte> Mask)
{
    public bool Fits(ImmutableArray<byte> advertised)
    {
        if (advertised.Length < Offset + Data.Length)
            return false;
        for (var i = 0; i < Data.Length; i++)
            if (((advertised[Offset + i] ^ Data[i]) & (Mask.IsEmpty ? 0xFF : Mask[i])) != 0)
                return false;
        return true;
    }

    public bool SaysLittle => Data.IsEmpty;

    public int Score => SaysLittle ? 15 : 80 + Math.Min(2 * Data.Length, 16);

    public Phrase Reason => SaysLittle
        ? Phrase.Of($"its manufacturer data is of company 0x{Company:X4}")
        : Phrase.Of($"its manufacturer data is of company 0x{Company:X4} with {Hex.Format(Data.AsSpan())} at byte {Offset}");
}
