namespace MassagerControl.Runtime.People;

/// <summary>The numbers of one model. They are this project's own, chosen so that the models differ; no measurement stands behind them.</summary>
/// <param name="Base">The rating of no output at all, 1–2.</param>
/// <param name="Slope">Rating points between off and the highest level.</param>
/// <param name="Relief">Rating points that a person who is wholly used to the highest level takes off.</param>
/// <param name="Spread">Two people of one model differ by at most this many rating points either way.</param>
/// <param name="SpikeChance">Chance that a rating is a spike, 0–1; never twice in a row.</param>
internal sealed record SimulatedPersonTraits(double Base, double Slope, double Relief = 0, double Spread = 0.25, double SpikeChance = 0)
{
    /// <returns>Null for the model that never answers.</returns>
    public static SimulatedPersonTraits? Of(SimulatedPersonModel model) => model switch
    {
        SimulatedPersonModel.Steady => new(Base: 1, Slope: 7.5),
        SimulatedPersonModel.Sensitive => new(Base: 1.6, Slope: 10, Spread: 0.2),
        SimulatedPersonModel.Habituating => new(Base: 1, Slope: 9.5, Relief: 4),
        SimulatedPersonModel.Spiky => new(Base: 1, Slope: 7.5, Spread: 0.15, SpikeChance: 0.25),
        SimulatedPersonModel.Silent => null,
        _ => throw new ArgumentOutOfRangeException(nameof(model), model, "Unknown model."),
    };
}
