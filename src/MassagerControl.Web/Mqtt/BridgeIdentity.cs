using System.Security.Cryptography;
using System.Text;
using MassagerControl.Core;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.Os;

namespace MassagerControl.Web.Mqtt;

/// <summary>What this service and its devices are called on a broker: the same after a restart, and nothing that says whose they are.</summary>
/// <remarks>Made with a secret of the data folder: from a bare hash an address or a short name could be guessed.</remarks>
internal sealed class BridgeIdentity(byte[] secret)
{
    private const int Length = 32;
    private const int ServiceLetters = 8;
    private const int DeviceLetters = 12;

    public string Service { get; } = Of(secret, "service", ServiceLetters);

    /// <param name="device">As in <see cref="Core.Massagers.MassagerTraits.Device"/>.</param>
    public string KeyOf(string device) => Of(secret, "device " + device, DeviceLetters);

    /// <summary>Reads the secret of a data folder, or makes one.</summary>
    /// <param name="problem">Told where it cannot be kept: the names are others after the next start.</param>
    public static BridgeIdentity In(string folder, Action<Phrase> problem)
    {
        var path = Path.Combine(folder, "mqtt.key");
        try
        {
            if (File.Exists(path) && Read(path) is { } kept)
                return new(kept);
            var made = RandomNumberGenerator.GetBytes(Length);
            Write(folder, path, made);
            return new(made);
        }
        catch (Exception exception) when (FileErrorText.IsFailure(exception))
        {
            problem($"what this computer is called at the MQTT broker cannot be kept: {FileErrorText.Of(exception, path)}");
            return new(RandomNumberGenerator.GetBytes(Length));
        }
    }

    private static byte[]? Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        return bytes.Length == Length ? bytes : null;
    }

    private static void Write(string folder, string path, byte[] secret)
    {
        PrivateFile.MakeFolder(folder);
        var next = path + ".new";
        using (var file = PrivateFile.Open(next, FileMode.Create, FileAccess.Write))
        {
            file.Write(secret);
            file.Flush(flushToDisk: true);
        }
        File.Move(next, path, overwrite: true);
    }

    private static string Of(byte[] secret, string what, int letters) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(what)))[..letters];
}
