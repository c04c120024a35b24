using System.Net;
using MassagerControl.Core.Timing;
using MassagerControl.Web.Remotes;

namespace MassagerControl.Tests.Web;

/// <summary>While no phone controls, there is always a code that pairs one, also where nobody sits at a terminal; and no more than that is shown.</summary>
public sealed class CodeRenewalTests
{
    private readonly VirtualTimeProvider _time = new();

    [Fact]
    public async Task A_code_that_has_expired_is_followed_by_a_fresh_one_while_no_phone_is_paired()
    {
        await using var host = await StartAsync();

        for (var shown = 1; shown <= 3; shown++)
        {
            Assert.Equal(shown, host.Codes.Distinct().Count());
            _time.Advance(PairingCodes.Lifetime - TimeSpan.FromTicks(1));
            Assert.Equal(shown, host.Codes.Count());
            _time.Advance(TimeSpan.FromTicks(1));
        }

        using var phone = await host.PairAsync();
    }

    [Fact]
    public async Task Nothing_more_is_shown_once_a_phone_controls_until_the_last_one_is_forgotten()
    {
        await using var host = await StartAsync();
        using var phone = await host.PairAsync();
        using var helper = await host.PairAsync("helper", (await phone.PostAsync("api/codes", """{"role":"rate-stop"}""")).Body.GetProperty("code").GetString()!);
        var shown = host.Codes.Count();
        _time.Advance(3 * PairingCodes.Lifetime);
        Assert.Equal(shown, host.Codes.Count());

        using var gone = await phone.Client.DeleteAsync($"api/remotes/{phone.Id}", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        Assert.Equal(shown + 1, host.Codes.Count());
        using var next = await host.PairAsync();
    }

    private Task<ServedHost> StartAsync() => ServedHost.StartAsync(options => options with { Time = _time });
}
