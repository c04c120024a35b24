using System.Net;
using MassagerControl.Web.Settings;

namespace MassagerControl.Tests.Web;

/// <summary>A phone in the network starts nothing by itself: somebody at the computer says yes, unless they allowed it before.</summary>
public sealed class HostConfirmationTests
{
    private const string Order = """{"program":"compression","device":"sim:sim-percussion-gun"}""";

    [Fact]
    public async Task Without_anybody_at_the_computer_a_phone_starts_nothing()
    {
        await using var host = await StartAsync(confirm: null);
        using var phone = await host.PairAsync();

        Assert.Equal(HttpStatusCode.Forbidden, (await phone.PostAsync("api/sessions", Order)).Status);
        Assert.Equal(0, (await phone.GetAsync("api/state")).GetProperty("sessions").GetArrayLength());
    }

    [Theory]
    [InlineData(false, HttpStatusCode.Forbidden)]
    [InlineData(true, HttpStatusCode.Created)]
    public async Task What_is_said_at_the_computer_counts(bool yes, HttpStatusCode expected)
    {
        var questions = new List<string>();
        await using var host = await StartAsync((question, _) =>
        {
            questions.Add(question.Text);
            return Task.FromResult(yes);
        });
        using var phone = await host.PairAsync("Anna's phone");

        Assert.Equal(expected, (await phone.PostAsync("api/sessions", Order)).Status);
        Assert.Contains("Anna's phone", Assert.Single(questions), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_asked_about_an_order_that_cannot_be_read()
    {
        await using var host = await StartAsync((_, _) => throw new InvalidOperationException("asked"));
        using var phone = await host.PairAsync();

        Assert.Equal(HttpStatusCode.BadRequest, (await phone.PostAsync("api/sessions", """{"program":7}""")).Status);
    }

    private static async Task<ServedHost> StartAsync(ConfirmStart? confirm)
    {
        var host = await ServedHost.StartAsync(options => options with { Lan = true, Confirm = confirm });
        if (!IPAddress.IsLoopback(IPAddress.Parse(host.Address.Host)))
            return host;
        await host.DisposeAsync();
        Assert.Skip("this computer has no network card: every request comes from itself");
        return host;
    }
}
