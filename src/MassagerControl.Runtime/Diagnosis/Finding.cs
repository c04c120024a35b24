using MassagerControl.Core;

namespace MassagerControl.Runtime.Diagnosis;

public enum FindingState
{
    Good,

    /// <summary>Worth knowing; nothing is wrong.</summary>
    Note,

    /// <summary>Something does not work, or a motor may run.</summary>
    Problem,
}

/// <summary>One thing that was looked at.</summary>
/// <param name="Topic">A short name that stays the same, e.g. <c>bluetooth</c>.</param>
/// <param name="Advice">What to do about it; null where there is nothing to do.</param>
public sealed record Finding(string Topic, FindingState State, Phrase Text, Phrase? Advice = null)
{
    public static Finding Good(string topic, Phrase text) => new(topic, FindingState.Good, text);

    public static Finding Note(string topic, Phrase text, Phrase? advice = null) => new(topic, FindingState.Note, text, advice);

    public static Finding Problem(string topic, Phrase text, Phrase advice) => new(topic, FindingState.Problem, text, advice);
}
