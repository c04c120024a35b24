using MassagerControl.App.Cli;
using MassagerControl.Tests.Support;
using MassagerControl.Tests.Web.Mqtt;
using MQTTnet.Protocol;

namespace MassagerControl.Tests.App.Cli;

/// <summary><c>massager serve --mqtt</c>: the command itself.</summary>
public sealed class MqttServeTests : IDisposable
{
    private readonly RunFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("the environment")]
    [InlineData("a file")]
    public async Task The_password_comes_from_a_file_or_the_environment(string where)
    {
        await using var broker = await HomeBroker.StartAsync(admit: asked => asked is { UserName: "massager", Password: "s e c r e t" } ? MqttConnectReasonCode.Success : MqttConnectReasonCode.NotAuthorized);
        await File.WriteAllTextAsync(_folder.At("password"), "s e c r e t\n", TestContext.Current.CancellationToken);
        var variables = where == "a file" ? [] : new Dictionary<string, string> { [MqttOption.PasswordVariable] = "s e c r e t" };
        using var output = new TypedWriter();
        using var end = new CancellationTokenSource();
        string[] file = where == "a file" ? ["--mqtt-password-file", _folder.At("password")] : [];
        var running = RunAsync(output, variables, ["--mqtt", $"mqtt://massager@127.0.0.1:{broker.Port}", .. file], end.Token);

        await output.SeesAsync("massager: the MQTT broker is connected");
        Assert.Contains("massager: the password for the MQTT broker goes over the network in plain: mqtts:// encrypts it", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("s e c r e t", output.ToString(), StringComparison.Ordinal);
        await end.CancelAsync();
        Assert.Equal(0, await running);
    }

    [Theory]
    [InlineData("--mqtt URL is missing", "--mqtt-commands")]
    [InlineData("--mqtt URL is missing", "--mqtt-details")]
    [InlineData("--mqtt-ca: only mqtts:// has certificates", "--mqtt", "mqtt://127.0.0.1", "--mqtt-ca", "FILE")]
    [InlineData("--mqtt-ca: there is no such file", "--mqtt", "mqtts://127.0.0.1", "--mqtt-ca", "nowhere")]
    [InlineData("has no certificate", "--mqtt", "mqtts://127.0.0.1", "--mqtt-ca", "FILE")]
    [InlineData("--mqtt-password-file: there is no such file", "--mqtt", "mqtt://127.0.0.1", "--mqtt-password-file", "nowhere")]
    [InlineData("without a password is expected", "--mqtt", "mqtt://massager:secret@127.0.0.1")]
    public async Task What_cannot_be_is_refused_before_anything_listens(string reason, params string[] args)
    {
        await File.WriteAllTextAsync(_folder.At("FILE"), "not a certificate\n", TestContext.Current.CancellationToken);
        using var output = new TypedWriter();

        Assert.Equal(2, await RunAsync(output, [], [.. args.Select(arg => arg is "FILE" or "nowhere" ? _folder.At(arg) : arg)], TestContext.Current.CancellationToken));
        Assert.Contains(reason, output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("\"code\"", output.ToString(), StringComparison.Ordinal);
    }

    private Task<int> RunAsync(TypedWriter output, Dictionary<string, string> variables, string[] args, CancellationToken end)
    {
        var parts = Massager.ShippedParts();
        var line = new CommandLine(new AppConsole(output, output, Terminal: null), parts with { Variable = name => variables.GetValueOrDefault(name) ?? parts.Variable(name) });
        return line.RunAsync(["serve", "--json", "--port", "0", "--data", _folder.At("data"), .. args], end);
    }
}
