using System.Net;
using MassagerControl.Core.Timing;
using MassagerControl.Runtime.Access;
using MassagerControl.Web.Remotes;

namespace MassagerControl.Tests.Web;

/// <summary>Guessing is hopeless, and who guesses keeps out nobody else.</summary>
public sealed class WrongCodesTests
{
    private static readonly IPAddress Owner = IPAddress.Parse("192.0.2.1");

    private readonly VirtualTimeProvider _time = new();
    private readonly PairingCodes _codes;

    public WrongCodesTests() => _codes = new(_time);

    [Fact]
    public void One_attacker_waits_and_the_owner_does_not()
    {
        var attacker = IPAddress.Parse("192.0.2.66");
        Guess(attacker, WrongCodes.MostOfOne);

        Assert.Equal(WrongCodes.Memory, Use("AAAA-AAAA", attacker).Pause);
        Assert.NotNull(Use(Code(), Owner).Code);
    }

    /// <summary>Not even the right code, or going on would tell which it is.</summary>
    [Fact]
    public void Whoever_waits_is_let_in_with_the_right_code_only_after_the_wait()
    {
        Guess(Owner, WrongCodes.MostOfOne);
        var right = Code();

        Assert.Null(Use(right, Owner).Code);
        _time.Advance(WrongCodes.Memory - TimeSpan.FromTicks(1));
        Assert.Equal(TimeSpan.FromTicks(1), Use(right, Owner).Pause);
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.NotNull(Use(right, Owner).Code);
    }

    [Theory]
    [InlineData("192.0.2.66", "::ffff:192.0.2.66")]
    [InlineData("2001:db8::1", "2001:db8::ffff:1")]
    [InlineData("127.0.0.1", "::1")]
    public void One_who_has_many_addresses_of_the_same_kind_is_one(string one, string other)
    {
        Guess(IPAddress.Parse(one), WrongCodes.MostOfOne);

        Assert.NotEqual(TimeSpan.Zero, Use("AAAA-AAAA", IPAddress.Parse(other)).Pause);
    }

    /// <summary>The figures of docs/security.md.</summary>
    [Fact]
    public void Many_addresses_guess_no_faster_than_all_together_may_and_this_computer_is_not_kept_out()
    {
        var (tried, network) = (0, 0);
        for (var seconds = 0; seconds < 600; seconds++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            for (var address = 0; address < 20; address++)
                if (Use($"AAAA-{network % 10_000:0000}", new IPAddress([10, (byte)(network >> 16 & 0xFF), (byte)(network >> 8 & 0xFF), (byte)(network++ & 0xFF)])).Pause == TimeSpan.Zero)
                    tried++;
        }

        Assert.InRange(tried, 1, 10 * WrongCodes.MostOfAll);
        Assert.NotEqual(TimeSpan.Zero, Use("AAAA-AAAA", Owner).Pause);
        Assert.NotNull(Use(Code(), IPAddress.IPv6Loopback).Code);
    }

    [Fact]
    public void A_wall_clock_that_is_set_makes_no_code_older_and_no_wait_shorter()
    {
        var time = new ShiftedTime();
        var codes = new PairingCodes(time);
        var code = codes.Issue(RemoteRole.Control).Text;
        for (var tries = 0; tries < WrongCodes.MostOfOne; tries++)
            codes.Use("AAAA-AAAA", Owner);

        time.SetWallClock(TimeSpan.FromDays(1));
        Assert.NotEqual(TimeSpan.Zero, codes.Use(code, Owner).Pause);
        Assert.NotNull(codes.Use(code, null).Code);

        var late = codes.Issue(RemoteRole.Control).Text;
        time.Pass(PairingCodes.Lifetime);
        time.SetWallClock(TimeSpan.FromDays(-2));
        Assert.Null(codes.Use(late, null).Code);
    }

    [Fact]
    public void Many_at_once_get_no_more_tries_than_one_after_the_other()
    {
        var tried = 0;
        Parallel.For(0, 200, number =>
        {
            if (Use($"AAAA-{number:0000}", Owner).Pause == TimeSpan.Zero)
                Interlocked.Increment(ref tried);
        });

        Assert.Equal(WrongCodes.MostOfOne, tried);
    }

    private void Guess(IPAddress from, int times)
    {
        for (var tries = 0; tries < times; tries++)
            Assert.Equal((null, TimeSpan.Zero), Use("AAAA-AAAA", from));
    }

    private (PairingCode? Code, TimeSpan Pause) Use(string code, IPAddress from) => _codes.Use(code, from);

    private string Code() => _codes.Issue(RemoteRole.Control).Text;
}
