using System.Collections.Immutable;
using MassagerControl.Devices.Captures.Inference;

namespace MassagerControl.Devices.Captures.Views;

/// <summary>Which role each byte of a frame has by what was inferred.</summary>
internal sealed class ByteRoles
{
    private readonly ILookup<int, FrameGroup> _groups;

    public ByteRoles(LearnedProtocol? protocol) => _groups = (protocol?.Groups ?? []).ToLookup(group => group.Place);

    /// <summary>A letter for each role: what stands under the byte, so that nothing is said by colour alone.</summary>
    public static char Letter(ByteRole role) => role switch
    {
        ByteRole.Constant => '=',
        ByteRole.Level => 'L',
        ByteRole.Counter => 'n',
        ByteRole.Length => '#',
        ByteRole.Checksum => 'X',
        ByteRole.Battery => 'B',
        ByteRole.Running => 'R',
        _ => '?',
    };

    public ImmutableArray<ByteRole> Of(int place, bool told, ImmutableArray<byte> bytes)
    {
        foreach (var group in _groups[place])
            if (group.Kinds.Contains(SeenKind.Told) == told && Fits(group, bytes))
                return Roles(group, bytes.Length);
        return [.. Enumerable.Repeat(ByteRole.Unknown, bytes.Length)];
    }

    public static ImmutableArray<ByteRole> Roles(FrameGroup group, int length)
    {
        var roles = new ByteRole[length];
        foreach (var part in group.Parts)
            for (var at = part.At; at < Math.Min(length, part.At + part.Length); at++)
                roles[at] = RoleOf(part);
        // A number whose digits change stands last, up to the end.
        if (group.Parts is [.., NamedDigits { Digits: null } digits])
            for (var at = digits.At; at < length; at++)
                roles[at] = RoleOf(digits);
        return [.. roles];
    }

    private static bool Fits(FrameGroup group, ImmutableArray<byte> bytes)
    {
        if (group.Parts.IsEmpty)
            return false;
        var size = group.Parts[^1].At + group.Parts[^1].Length;
        var varies = group.Parts[^1] is NamedDigits { Digits: null };
        if (varies ? bytes.Length <= group.Parts[^1].At : bytes.Length != size)
            return false;
        return group.Parts.OfType<ConstantBytes>().All(part => bytes.AsSpan(part.At, part.Length).SequenceEqual(part.Bytes.AsSpan()));
    }

    private static ByteRole RoleOf(LearnedPart part) => part switch
    {
        ConstantBytes => ByteRole.Constant,
        CountingNumber => ByteRole.Counter,
        LengthNumber => ByteRole.Length,
        ChecksumBytes => ByteRole.Checksum,
        NamedNumber { Name: var name } => Named(name),
        NamedDigits { Name: var name } => Named(name),
        _ => ByteRole.Unknown,
    };

    private static ByteRole Named(string name) => name switch
    {
        "level" => ByteRole.Level,
        "battery" => ByteRole.Battery,
        "running" => ByteRole.Running,
        _ => ByteRole.Unknown,
    };
}
