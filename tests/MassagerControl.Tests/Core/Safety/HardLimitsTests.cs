using MassagerControl.Core.Safety;

namespace MassagerControl.Tests.Core.Safety;

/// <summary>The numbers of the contract, written down a second time: nobody changes one by accident.</summary>
public sealed class HardLimitsTests
{
    [Fact]
    public void The_hard_limits_are_those_of_the_contract()
    {
        Assert.Equal(
            [60, 5, 360, 300, 180, 60, 1_200, 0.2, 10, 60, 60, 10, 1, 0.3, 7_200, 1_080, 259_200, 30, 172_800],
            new[]
            {
                HardLimits.Press, HardLimits.Release, HardLimits.PressPerArea, HardLimits.DefaultPressPerArea, HardLimits.RollerPressPerArea,
                HardLimits.FirstSessionPress, HardLimits.Session, HardLimits.StepGap, HardLimits.SevereRest, HardLimits.AnswerWait,
                HardLimits.Reconnect, HardLimits.StopRepeat, HardLimits.Lease, HardLimits.Renewal,
                HardLimits.SessionGap, HardLimits.PressPerDay, HardLimits.InjuryRest, HardLimits.AttendedPress,
                HardLimits.GentleTime,
            }.Select(time => time.TotalSeconds));
        int[] counts = [HardLimits.Reps, HardLimits.SevereRatings, HardLimits.SilentReps, HardLimits.SessionsPerDay];
        Assert.Equal([7, 2, 2, 3], counts);
        double[] shares = [HardLimits.StartCap.Percent, HardLimits.HighestLowestLevel.Percent, HardLimits.SevereShare, HardLimits.AttendedCeiling.Percent, HardLimits.GentleCeiling.Percent];
        Assert.Equal([25, 34, 0.7, 60, 60], shares);
    }
}
