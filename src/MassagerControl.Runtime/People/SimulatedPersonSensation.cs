using MassagerControl.Core;

namespace MassagerControl.Runtime.People;

/// <summary>What a delivered level feels like over time: the feeling follows the level, getting used to it follows the feeling.</summary>
/// <remarks>Both are first-order lags, solved exactly: how often time is moved on does not change the result.</remarks>
internal sealed class SimulatedPersonSensation
{
    private const double FeelingSeconds = 1.5;
    private const double UsedToSeconds = 45;

    private double _level;

    /// <summary>0–1: how strong the output feels now.</summary>
    public double Felt { get; private set; }

    /// <summary>0–1: how strong an output the body has got used to.</summary>
    public double UsedTo { get; private set; }

    /// <summary>0–1: the feeling when the motor last stopped.</summary>
    public double Remembered { get; private set; }

    public bool MotorRuns => _level > 0;

    /// <summary>The level changes now.</summary>
    public void Deliver(Intensity intensity)
    {
        if (MotorRuns && intensity.IsZero)
            Remembered = Felt;
        _level = intensity.Percent / 100;
    }

    /// <summary>Time passes at the present level.</summary>
    /// <param name="time">Zero or more.</param>
    public void Pass(TimeSpan time)
    {
        var feelingLeft = Math.Exp(-time.TotalSeconds / FeelingSeconds);
        var usedToLeft = Math.Exp(-time.TotalSeconds / UsedToSeconds);
        var gap = Felt - _level;
        var lag = FeelingSeconds / (FeelingSeconds - UsedToSeconds);
        UsedTo = _level + (UsedTo - _level) * usedToLeft + gap * lag * (feelingLeft - usedToLeft);
        Felt = _level + gap * feelingLeft;
    }
}
