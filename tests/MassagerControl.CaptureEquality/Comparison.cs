namespace MassagerControl.CaptureEquality;

/// <summary>Compares two readings of one file, packet by packet.</summary>
/// <remarks>
/// Every packet must be there with the same frame number and the same bytes: opcode, handle and value are in them, also where tshark shows no
/// value because it explains it (a notification switch, a battery level). A UUID that tshark says must be ours. Where the two differ by rule, it is counted:
/// <list type="bullet">
/// <item>tshark says no UUID and we know it: 4.4 and later say none on write commands, and none knows on a new handle what it learned on the old one.</item>
/// <item>tshark keeps one table for both sides of a link, and names a handle of the one by the discovery of the other. We keep two.</item>
/// <item>tshark reads a packet of the air that was sent again once more; it marks it as a retransmission, and we leave it out.</item>
/// </list>
/// </remarks>
/// <param name="Packets">Equal in both.</param>
/// <param name="Uuids">Said by both, and the same.</param>
/// <param name="UuidsInAddition">Said by us alone.</param>
/// <param name="UuidsOfOtherSide">Said by tshark, from the discovery of the other side.</param>
/// <param name="Repeated">Read by tshark alone, right after the same packet.</param>
internal sealed record Comparison(int Packets, int Uuids, int UuidsInAddition, int UuidsOfOtherSide, int Repeated, IReadOnlyList<string> Differences)
{
    public static Comparison Of(IReadOnlyList<SaidPacket> ours, IReadOnlyList<SaidPacket> theirs)
    {
        var result = new Comparison(0, 0, 0, 0, 0, []);
        var left = new Queue<SaidPacket>(ours);
        SaidPacket? before = null;
        foreach (var their in theirs)
        {
            while (left.TryPeek(out var early) && early.Frame < their.Frame)
                result = result.Differing($"frame {left.Dequeue().Frame}: only we read {early.Hex}");
            if (left.TryPeek(out var our) && our.Frame == their.Frame)
                result = result.With(left.Dequeue(), their);
            else if (before?.Hex == their.Hex)
                result = result with { Repeated = result.Repeated + 1 };
            else
                result = result.Differing($"frame {their.Frame}: only tshark reads {their.Hex}");
            before = their;
        }
        return left.Aggregate(result, (all, our) => all.Differing($"frame {our.Frame}: only we read {our.Hex}"));
    }

    private Comparison With(SaidPacket our, SaidPacket their)
    {
        if (our.Hex != their.Hex)
            return Differing($"frame {their.Frame}: we read {our.Hex}, tshark {their.Hex}");
        var equal = this with { Packets = Packets + 1 };
        if (their.Uuid is null)
            return our.Uuid is null ? equal : equal with { UuidsInAddition = UuidsInAddition + 1 };
        if (their.Uuid == our.Uuid)
            return equal with { Uuids = Uuids + 1 };
        return their.Uuid == our.UuidOfOtherSide
            ? equal with { UuidsOfOtherSide = UuidsOfOtherSide + 1 }
            : Differing($"frame {their.Frame}: UUID {our.Uuid ?? "unknown"}, by tshark {their.Uuid}: {their.Hex}");
    }

    private Comparison Differing(string difference) => this with { Differences = [.. Differences, difference] };
}
