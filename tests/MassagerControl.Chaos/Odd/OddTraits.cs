namespace MassagerControl.Chaos.Odd;

/// <summary>What an odd device has and how it is spoken to, as far as both its script and its profile must say it.</summary>
internal sealed record OddTraits
{
    /// <summary>The byte that a frame begins with that sets the level.</summary>
    public required string Level { get; init; }

    /// <summary>The byte that a stop begins with.</summary>
    public required string Off { get; init; }

    /// <summary>It has two motors, each with frames of its own.</summary>
    public bool Two { get; init; }

    /// <summary>It is written to without response.</summary>
    public bool Commands { get; init; }

    /// <summary>It says its level.</summary>
    public bool Tells { get; init; }

    /// <summary>It can be asked for its level.</summary>
    public bool Answers { get; init; }

    /// <summary>It says its level on <c>fff3</c>; what the script calls <c>fff2</c> is silent.</summary>
    public bool Elsewhere { get; init; }

    /// <summary>It has a value to be read.</summary>
    public bool Reads { get; init; }

    /// <summary>The profile finds where to write by what can be done there.</summary>
    public bool ByProperty { get; init; }

    /// <summary>Frames that come sooner after the one before, in seconds, are dropped; null for none.</summary>
    public double? Gap { get; init; }

    /// <summary>A link without traffic for so many seconds is taken away; null for never.</summary>
    public double? Idle { get; init; }

    /// <summary>What keeps its link: <c>send</c> an operation or <c>read</c> an endpoint; null where nothing must.</summary>
    public (string Way, string What)? KeepAlive { get; init; }

    /// <summary>What is done at its control characteristic.</summary>
    public string[] Control => Commands ? ["write", "writeWithoutResponse"] : ["write"];

    public string Mode => Commands ? "withoutResponse" : "withResponse";
}
