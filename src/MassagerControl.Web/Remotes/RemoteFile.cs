using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.Os;

namespace MassagerControl.Web.Remotes;

/// <summary>Keeps the paired remotes over a restart, in a file that only this user can read.</summary>
internal sealed class RemoteFile(string folder)
{
    private const int MostRemotes = 200;

    public string Path { get; } = System.IO.Path.Combine(folder, "remotes.json");

    /// <returns>None where there is no file. A file that cannot be read pairs nobody: its reasons say why.</returns>
    public (ImmutableArray<Remote> Remotes, ImmutableArray<string> Problems) Read()
    {
        if (!File.Exists(Path))
            return ([], []);
        var reading = JsonFileReader.Read(Path, root => root.Required("remotes").Array(remote => remote.Object(One), most: MostRemotes).ToArray());
        return reading.Value is { } remotes ? ([.. remotes], []) : ([], [.. reading.Errors.Select(error => error.ToString())]);
    }

    /// <summary>Writes all of them; a crash leaves the old file or the new one.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public void Write(IEnumerable<Remote> remotes)
    {
        PrivateFile.MakeFolder(folder);
        var next = Path + ".new";
        using (var file = PrivateFile.Open(next, FileMode.Create, FileAccess.Write))
        {
            file.Write(Encoding.UTF8.GetBytes(Text(remotes)));
            file.Flush(flushToDisk: true);
        }
        File.Move(next, Path, overwrite: true);
    }

    private static string Text(IEnumerable<Remote> remotes) => JsonText.Indented(json =>
    {
        json.WriteStartObject();
        json.List("remotes", remotes, remote => Write(json, remote));
        json.WriteEndObject();
    }) + "\n";

    private static void Write(Utf8JsonWriter json, Remote remote)
    {
        json.WriteStartObject();
        json.WriteString("id", remote.Id);
        json.WriteString("name", remote.Name);
        json.WriteString("role", remote.Role.Word());
        json.WriteString("secret", remote.Secret);
        json.WriteNumber("paired", remote.Paired.ToUnixTimeSeconds());
        json.WriteEndObject();
    }

    private static Remote One(JsonObjectCursor remote) => new(
        remote.Required("id").String(1, 40),
        remote.Required("name").String(1, RemoteRegistry.LongestName),
        remote.Required("role").Choice((RemoteRoleWords.Control, RemoteRole.Control), (RemoteRoleWords.RateStop, RemoteRole.RateStop)),
        remote.Required("secret").String(64, 64),
        DateTimeOffset.FromUnixTimeSeconds((long)remote.Required("paired").Number(0, 100_000_000_000)));
}
