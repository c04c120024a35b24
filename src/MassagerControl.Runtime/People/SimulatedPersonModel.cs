namespace MassagerControl.Runtime.People;

/// <summary>The kinds of people that the simulator knows; docs/simulated-people.md has their numbers.</summary>
public enum SimulatedPersonModel
{
    /// <summary>The same level always feels the same.</summary>
    Steady,

    /// <summary>Reaches the band at low levels.</summary>
    Sensitive,

    /// <summary>Gets used to a level: its rating falls while the level stays.</summary>
    Habituating,

    /// <summary>Steady, with an isolated higher rating now and then.</summary>
    Spiky,

    /// <summary>Never answers.</summary>
    Silent,
}
