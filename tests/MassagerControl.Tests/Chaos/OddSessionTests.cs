using MassagerControl.Chaos.Odd;
using MassagerControl.Chaos.Running;
using MassagerControl.Core.Massagers;

namespace MassagerControl.Tests.Chaos;

/// <summary>The judge of odd sessions notices what it is there for.</summary>
public sealed class OddSessionTests
{
    private const int Seed = 1;

    // Enough for every condition that is drawn, stopped and killed.
    private static readonly int[] Some = [.. Enumerable.Range(0, 120)];

    /// <summary>Takes every acknowledgement for a stop, also on a bare link.</summary>
    private static readonly Sabotage Credulous = Sabotage.None with
    {
        Driver = static (inner, _) => new TamperedMassager(inner)
        {
            OnStop = static async (inner, cancellation) =>
            {
                try
                {
                    await inner.StopAsync(cancellation).ConfigureAwait(false);
                }
                catch (MassagerException)
                {
                    // Said to be off all the same.
                }
            },
        },
    };

    /// <summary>Tries nothing.</summary>
    private static readonly Sabotage Idle = Sabotage.None with
    {
        Driver = static (inner, _) => new TamperedMassager(inner)
        {
            OnStop = static (_, _) => Task.FromException(new MassagerException(MassagerFaultKind.UncertainDelivery, "not tried")),
        },
    };

    [Fact]
    public void A_driver_that_takes_any_answer_for_a_stop_is_noticed() =>
        Assert.Contains(Some, number => Breaks(number, Credulous, "OddConfirmed"));

    [Fact]
    public void A_driver_that_does_not_stop_what_can_be_stopped_is_noticed() =>
        Assert.Contains(Some, number => Breaks(number, Idle, "OddLeft"));

    [Fact]
    public void The_driver_that_ships_breaks_nothing_in_the_same_sessions() =>
        Assert.DoesNotContain(Some, number => !OddSession.Run(OddCaseDraw.Make(Seed, number)).Violations.IsEmpty);

    [Fact]
    public void The_same_seed_and_number_are_the_same_session() =>
        Assert.Equal(OddSession.Run(OddCaseDraw.Make(Seed, 7)).Lines, OddSession.Run(OddCaseDraw.Make(Seed, 7)).Lines);

    /// <summary>A kind that is never drawn is never tried.</summary>
    [Fact]
    public void Many_sessions_have_every_condition_that_can_be_stopped()
    {
        var drawn = Enumerable.Range(0, 400).SelectMany(number => OddCaseDraw.Make(Seed, number).Script["conditions"]!.AsArray().Select(condition => condition!["kind"]!.GetValue<string>())).Distinct();

        Assert.Equal(["endsLink", "hangsLink", "ignoresWrites", "mostLinks", "needsFirst", "needsGap", "speaksLate", "switchesOff"], drawn.Order(StringComparer.Ordinal));
    }

    private static bool Breaks(int number, Sabotage sabotage, string rule) =>
        OddSession.Run(OddCaseDraw.Make(Seed, number), sabotage).Violations.Any(violation => violation.Rule == rule);
}
