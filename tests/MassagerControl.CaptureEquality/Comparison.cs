namespace MassagerControl.CaptureEquality;

/// <summary>Compares two readings of one file, packet by packet.</summary>
/// <remarks>
/// Every packet must be there with the same frame number and the same bytes: opcode, handle and value are in them.
/// A UUID that tshark says must be ours. Where tshark says none, ours is counted as known in addition: tshark 4.4 and later say none on
/// write commands, and no version carries what it learned over to a link with another handle.
/// </remarks>
internal sealed record Comparison(int Packets, int Uuids, int UuidsInAddition, IReadOnlyList<string> Differences)
{
    public static Comparison Of(IReadOnlyList<SaidPacket> ours, IReadOnlyList<SaidPacket> theirs)
    {
        var differences = new List<string>();
        var (same, uuids, additional) = (0, 0, 0);
        var left = new Queue<SaidPacket>(ours);
        foreach (var their in theirs)
        {
            while (left.TryPeek(out var early) && early.Frame < their.Frame)
                differences.Add($"frame {left.Dequeue().Frame}: only we read {early.Hex}");
            if (!left.TryPeek(out var our) || our.Frame != their.Frame)
            {
                differences.Add($"frame {their.Frame}: only tshark reads {their.Hex}");
                continue;
            }
            left.Dequeue();
            if (our.Hex != their.Hex)
                differences.Add($"frame {their.Frame}: we read {our.Hex}, tshark {their.Hex}");
            else if (their.Uuid is not null && our.Uuid != their.Uuid)
                differences.Add($"frame {their.Frame}: UUID {our.Uuid ?? "unknown"}, by tshark {their.Uuid}: {their.Hex}");
            else
                (same, uuids, additional) = (same + 1, uuids + (their.Uuid is null ? 0 : 1), additional + (their.Uuid is null && our.Uuid is not null ? 1 : 0));
        }
        differences.AddRange(left.Select(our => $"frame {our.Frame}: only we read {our.Hex}"));
        return new(same, uuids, additional, differences);
    }
}
