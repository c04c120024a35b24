using System.Diagnostics;
using System.Text.Json;

namespace MassagerControl.CaptureEquality;

/// <summary>Reads a file as tshark does.</summary>
internal static class Tshark
{
    private const string BaseUuid = "00001000800000805f9b34fb";

    /// <exception cref="InvalidOperationException">tshark is not installed, or cannot read the file.</exception>
    public static IReadOnlyList<SaidPacket> Read(string file)
    {
        var start = new ProcessStartInfo("tshark", ["-r", file, "-Y", "btatt", "-T", "ek", "-x", "-J", "frame btatt"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("tshark did not start");
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        var said = new List<SaidPacket>();
        while (process.StandardOutput.ReadLine() is { } line)
            if (line.StartsWith("{\"timestamp\"", StringComparison.Ordinal))
                said.AddRange(Packets(line));
        process.WaitForExit();
        // 2: the last packet of a file is cut off; everything before it was read.
        return process.ExitCode is 0 or 2 ? said : throw new InvalidOperationException($"tshark ended with {process.ExitCode} on {file}");
    }

    private static IEnumerable<SaidPacket> Packets(string line)
    {
        using var document = JsonDocument.Parse(line);
        var layers = document.RootElement.GetProperty("layers");
        var frame = long.Parse(layers.GetProperty("frame").GetProperty("frame_frame_number").GetString()!, System.Globalization.CultureInfo.InvariantCulture);
        var raw = Several(layers.GetProperty("btatt_raw")).Select(hex => hex.GetString()!).ToArray();
        var read = Several(layers.GetProperty("btatt"));
        return [.. raw.Select((hex, index) => new SaidPacket(frame, hex, index < read.Length ? Uuid(hex, read[index]) : null))];
    }

    private static JsonElement[] Several(JsonElement value) => value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];

    private static string? Uuid(string hex, JsonElement read)
    {
        if (hex.Length < 6 || !SaidWithHandle.Has(Convert.ToByte(hex[..2], 16)))
            return null;
        // A value that is explained has members of the same name behind the handle's.
        var said = read.EnumerateObject().FirstOrDefault(member => member.Name is "btatt_btatt_uuid16" or "btatt_btatt_uuid128");
        if (said.Value.ValueKind == JsonValueKind.Undefined)
            return null;
        var uuid = First(said.Value);
        return said.Name == "btatt_btatt_uuid16" ? "0000" + uuid["0x".Length..] + BaseUuid : uuid.Replace(":", "", StringComparison.Ordinal);
    }

    private static string First(JsonElement value) => Several(value)[0].GetString()!;
}
