using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using MassagerControl.Core;
using MassagerControl.Devices.Json;
using MassagerControl.Runtime.Os;

namespace MassagerControl.Web.Remotes;

/// <summary>Keeps the paired remotes over a restart, in a file that only this user can read.</summary>
internal sealed class RemoteFile(string folder)
{
    // Files of before had no upper number.
    private const int MostRead = 200;

    public string Path { get; } = System.IO.Path.Combine(folder, "remotes.json");

    /// <returns>None where there is no file. A file that cannot be read pairs nobody: its reasons say why.</returns>
    public (ImmutableArray<Remote> Remotes, ImmutableArray<Phrase> Problems) Read()
    {
        if (!File.Exists(Path))
            return ([], []);
        var reading = JsonFileReader.Read(Path, root => root.Required("remotes").Array(remote => remote.Object(One), most: MostRead).ToArray());
        return reading.Value is { } remotes ? ([.. remotes], []) : ([], [.. reading.Errors.Select(error => error.InWords()), SetAside()]);
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

    /// <summary>What cannot be read is kept: the next phone that is paired would write over it.</summary>
    /// <returns>What became of it.</returns>
    private Phrase SetAside()
    {
        var aside = Enumerable.Range(1, int.MaxValue).Select(number => $"{Path}.corrupt-{number}").First(path => !System.IO.Path.Exists(path));
        try
        {
            File.Move(Path, aside);
            return $"the file was set aside as {System.IO.Path.GetFileName(aside)}";
        }
        catch (Exception exception) when (FileErrorText.IsFailure(exception))
        {
            return $"the file cannot be set aside: {FileErrorText.Of(exception, Path)}";
        }
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
