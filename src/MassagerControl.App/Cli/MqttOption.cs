using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MassagerControl.Core;
using MassagerControl.Devices.Json;
using MassagerControl.Web.Settings;

namespace MassagerControl.App.Cli;

/// <summary><c>--mqtt URL</c> of <c>serve</c> and what belongs to it. The password comes from a file or the environment: every user of a computer sees command lines.</summary>
internal sealed class MqttOption
{
    /// <summary>The variable of the environment that may have the password.</summary>
    public const string PasswordVariable = "MASSAGER_MQTT_PASSWORD";

    // Far more than any password.
    private const int MostBytes = 4096;

    private readonly Option<MqttBroker?> _broker = OptionValues.Of(
        "--mqtt", "URL", "Shows the state of every massager at this MQTT broker, with STOP as a button (Home Assistant finds it): mqtt://[user@]host[:port], mqtts:// encrypted. Nothing there starts or raises anything.",
        MqttBroker.Read, "mqtt://[user@]host[:port] or mqtts://…, without a password");

    private readonly Option<string?> _password = OptionValues.NotEmpty(
        new Option<string?>("--mqtt-password-file") { Description = $"The file with the password for --mqtt; else {PasswordVariable}.", HelpName = "FILE" }, "a file");

    private readonly Option<string?> _authorities = OptionValues.NotEmpty(
        new Option<string?>("--mqtt-ca") { Description = "The file (PEM) with the certificates that may vouch for the broker of mqtts://; else those of the system.", HelpName = "FILE" }, "a file");

    private readonly Option<bool> _commands = new("--mqtt-commands") { Description = "Takes pause, lower and going on after such a pause over MQTT too; otherwise STOP alone." };

    private readonly Option<bool> _details = new("--mqtt-details") { Description = "Shows over MQTT also what may say something of you: the place, why a limit holds, your own names of devices." };

    public IEnumerable<Option> All => [_broker, _password, _authorities, _commands, _details];

    /// <param name="variable">Gives a variable of the environment, or null.</param>
    /// <returns>No options where no broker is named; or why it cannot be done.</returns>
    public (MqttOptions? Options, Phrase? Problem) Read(ParseResult result, Func<string, string?> variable)
    {
        if (result.GetValue(_broker) is not { } broker)
            return (null, All.Any(option => result.GetResult(option) is { Implicit: false }) ? "--mqtt URL is missing: the other options for MQTT are of no use without it" : null);
        if (result.GetValue(_authorities) is not null && !broker.Encrypted)
            return (null, "--mqtt-ca: only mqtts:// has certificates");
        var (password, unread) = Password(result.GetValue(_password), variable);
        if (unread is not null)
            return (null, unread);
        var (authorities, unknown) = Authorities(result.GetValue(_authorities));
        return unknown is not null
            ? (null, unknown)
            : (new(broker) { Password = password, Authorities = authorities, Commands = result.GetValue(_commands), Details = result.GetValue(_details) }, null);
    }

    /// <returns>What the person should know before it begins; null for nothing.</returns>
    public static Phrase? Warning(MqttOptions options) => options is { Password: not null, Broker.Encrypted: false }
        ? "the password for the MQTT broker goes over the network in plain: mqtts:// encrypts it"
        : null;

    private static (string? Password, Phrase? Problem) Password(string? file, Func<string, string?> variable)
    {
        if (file is null)
            return (variable(PasswordVariable) is { Length: > 0 } password ? password : null, null);
        try
        {
            if (new FileInfo(file).Length > MostBytes)
                return (null, $"--mqtt-password-file: {file} is too large for a password");
            return (File.ReadAllText(file).TrimEnd('\r', '\n'), null);
        }
        catch (Exception exception) when (FileErrorText.IsFailure(exception))
        {
            return (null, $"--mqtt-password-file: {FileErrorText.Of(exception, file)}");
        }
    }

    private static (X509Certificate2Collection? Authorities, Phrase? Problem) Authorities(string? file)
    {
        if (file is null)
            return (null, null);
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPemFile(file);
        }
        catch (CryptographicException)
        {
            return (null, $"--mqtt-ca: {file} has a certificate that cannot be read");
        }
        catch (Exception exception) when (FileErrorText.IsFailure(exception))
        {
            return (null, $"--mqtt-ca: {FileErrorText.Of(exception, file)}");
        }
        return authorities.Count > 0 ? (authorities, null) : (null, $"--mqtt-ca: {file} has no certificate");
    }
}
