using System.Collections.Immutable;
using MassagerControl.Devices.Captures.Inference;
using MassagerControl.Devices.Profiles;

namespace MassagerControl.Devices.Captures.Learning;

/// <summary>The levels of a draft: only those whose frames were captured, or on which everything that fits the capture agrees.</summary>
/// <param name="Kept">The app's numbers of the levels, weakest first.</param>
internal sealed record LevelDraft(LevelMap Map, ImmutableArray<LearnedLevel> Kept, ImmutableArray<Operation> Operations, ImmutableArray<string> Channels)
{
    /// <summary>Written before the first level, in order; none for most devices.</summary>
    public ImmutableArray<SeenFrame> Before { get; init; } = [];

    /// <summary>A captured frame of each level, in order of the operations.</summary>
    public ImmutableArray<ImmutableArray<ImmutableArray<byte>>> Frames { get; init; } = [];

    /// <summary>From the lowest level up none is missing; otherwise nobody knows how strong they are, and the draft has no levels.</summary>
    public bool IsWhole { get; init; }

    public Operation SetLevel => Operations[0];

    /// <returns>The bytes set a level above off.</returns>
    public bool Drives(int handle, ReadOnlySpan<byte> bytes, EndpointDraft endpoints)
    {
        foreach (var operation in Operations)
            if (endpoints.HandleOf(operation.Endpoint) == handle && operation.Frame.Carries.Length > 0 && operation.Frame.TryDecode(bytes, out var values, out _)
                && operation.Frame.Carries.Any(field => values[field.Name] is { } raw && raw != Map.Off && Map.Exact(raw) is not null))
                return true;
        return false;
    }
}
