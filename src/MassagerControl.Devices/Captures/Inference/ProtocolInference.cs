using System.Collections.Immutable;

namespace MassagerControl.Devices.Captures.Inference;

/// <summary>Stub.</summary>
public static class ProtocolInference
{
    public static LearnedProtocol Learn(ImmutableArray<SeenFrame> frames, ImmutableArray<Mark> marks, ImmutableArray<RoleCorrection> roles = default) =>
        new() { Groups = [], Levels = [], Stop = [], Start = [], Greeting = [], Asks = [], Unknown = [] };
}
