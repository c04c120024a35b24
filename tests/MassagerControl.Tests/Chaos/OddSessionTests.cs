using System.Text.Json.Nodes;
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

    /// <summary>A profile that lacks what its device needs is noticed, kind by kind.</summary>
    [Theory]
    [InlineData("dropsIdle")]
    [InlineData("needsFirst")]
    [InlineData("speaksElsewhere")]
    public void A_profile_that_does_not_say_it_is_noticed(string kind)
    {
        var wrong = Enumerable.Range(0, 1000).Select(number => OddCaseDraw.Make(Seed, number)).Where(one => !one.Hindered && Kinds(one).Contains(kind)).Select(Spoilt(kind));

        Assert.Contains(wrong.SelectMany(one => OddSession.Run(one).Violations), violation => violation.Rule == "OddStill");
    }

    /// <summary>Somebody who comes back must look for it; and one that has gone is not stopped because it cannot be reached.</summary>
    [Fact]
    public void A_device_with_another_address_is_found_again_and_stopped()
    {
        var moved = Enumerable.Range(0, 400).Select(number => OddCaseDraw.Make(Seed, number)).Where(one => Kinds(one).Contains("changesAddress")).Select(one => OddSession.Run(one));

        var found = moved.Where(course => course.Lines.Any(line => line.Contains("somebody finds it", StringComparison.Ordinal))).ToList();
        Assert.NotEmpty(found);
        Assert.All(found, course => Assert.Contains(course.Lines, line => line.EndsWith("the guard: confirmed off", StringComparison.Ordinal)));
    }

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
        var drawn = Enumerable.Range(0, 400).SelectMany(number => Kinds(OddCaseDraw.Make(Seed, number))).Distinct();

        Assert.Equal(
            ["changesAddress", "dropsIdle", "endsLink", "fallsSilent", "hangsLink", "hasTwin", "ignoresWrites", "mostLinks", "needsFirst", "needsGap", "needsRest", "obeysBadly", "speaksElsewhere", "speaksLate", "switchesOff"],
            drawn.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Kinds(OddCase one) => one.Script["conditions"]!.AsArray().Select(condition => condition!["kind"]!.GetValue<string>());

    private static Func<OddCase, OddCase> Spoilt(string kind) => one =>
    {
        var profile = one.Profile.DeepClone().AsObject();
        switch (kind)
        {
            case "dropsIdle":
                profile.Remove("keepAlive");
                break;
            case "needsFirst":
                profile["connect"] = new JsonArray([.. profile["connect"]!.AsArray().Where(step => step!["subscribe"] is not null).Select(step => step!.DeepClone())]);
                break;
            case "speaksElsewhere":
                profile["endpoints"]!["status"]!["characteristic"] = "fff2";
                break;
        }
        return one with { Profile = profile };
    };

    private static bool Breaks(int number, Sabotage sabotage, string rule) =>
        OddSession.Run(OddCaseDraw.Make(Seed, number), sabotage).Violations.Any(violation => violation.Rule == rule);
}
