using System.Collections.Immutable;
using System.Text;
using MassagerControl.Core;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.Os;

namespace MassagerControl.Runtime.Clinics;

/// <summary>Keeps the key of this room in a file that only this user can read.</summary>
/// <param name="folder">The data folder.</param>
public sealed class ClinicKeyFile(string folder)
{
    private const int LongestToken = 4096;

    public string Path { get; } = System.IO.Path.Combine(folder, "clinic.json");

    /// <returns>Null without reasons where there is no file.</returns>
    public (ClinicKey? Key, ImmutableArray<Phrase> Problems) Read()
    {
        if (!File.Exists(Path))
            return (null, []);
        var reading = JsonFileReader.Read(Path, root => new Written(
            root.Required("url").String(1, 400), root.Optional("fingerprint")?.String(64, 64), root.Required("room").String(1, 200), root.Required("token").String(1, LongestToken)));
        if (reading.Value is not { } written)
            return (null, [.. reading.Errors.Select(error => error.InWords())]);
        var (address, problem) = ClinicKey.Read(written.Url);
        return address is null ? (null, [problem!]) : (new(address, written.Fingerprint, written.Room, written.Token), []);
    }

    /// <summary>A crash leaves the old file or the new one.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public void Write(ClinicKey key)
    {
        PrivateFile.MakeFolder(folder);
        var next = Path + ".new";
        File.Delete(next);
        using (var file = PrivateFile.Open(next, FileMode.CreateNew, FileAccess.Write))
        {
            file.Write(Encoding.UTF8.GetBytes(Text(key)));
            file.Flush(flushToDisk: true);
        }
        File.Move(next, Path, overwrite: true);
    }

    private static string Text(ClinicKey key) => JsonText.Indented(json =>
    {
        json.WriteStartObject();
        json.WriteString("url", key.Address.ToString());
        if (key.Fingerprint is { } fingerprint)
            json.WriteString("fingerprint", fingerprint);
        json.WriteString("room", key.Room);
        json.WriteString("token", key.Token);
        json.WriteEndObject();
    }) + "\n";

    private sealed record Written(string Url, string? Fingerprint, string Room, string Token);
}
