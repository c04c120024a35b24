using System.Text.Json;
using MassagerControl.Core;

namespace MassagerControl.Devices.Json;

/// <summary>Reads the members of one JSON object, each once; what nobody asked for is an error.</summary>
/// <remarks>Lives only inside the reading that handed it out. Never throws for what a file contains.</remarks>
public sealed class JsonObjectCursor
{
    private readonly JsonErrors _errors;
    private readonly Dictionary<string, JsonElement> _unread = [];
    private readonly List<string> _asked = [];
    private readonly bool _absent;

    internal JsonObjectCursor(JsonElement element, string path, JsonErrors errors)
    {
        Path = path;
        _errors = errors;
        foreach (var member in element.EnumerateObject())
            Note(member);
    }

    private JsonObjectCursor(string path, JsonErrors errors) => (Path, _errors, _absent) = (path, errors, true);

    /// <summary>Where this object stands in its file.</summary>
    public string Path { get; }

    /// <summary>The object is missing or of the wrong type, which was already reported; its members read as defaults.</summary>
    internal static JsonObjectCursor Absent(string path, JsonErrors errors) => new(path, errors);

    /// <summary>A member that must be there. When it is not, that is reported and the value reads as a default inside its range.</summary>
    public JsonValueCursor Required(string name)
    {
        if (Take(name) is { } value)
            return value;
        if (!_absent)
            _errors.Add(PathOf(name), "is missing");
        return JsonValueCursor.Absent(PathOf(name), _errors);
    }

    /// <summary>A member that may be missing.</summary>
    /// <returns>Null when it is missing.</returns>
    public JsonValueCursor? Optional(string name) => Take(name);

    /// <summary>Is the member there, read or not?</summary>
    public bool Has(string name) => _unread.ContainsKey(name);

    /// <summary>Reports that the object as a whole makes no sense.</summary>
    public void Error(Phrase reason) => _errors.Add(Path, reason);

    /// <summary>Reports an error that a check of the finished value found.</summary>
    /// <param name="path">From the file's root, e.g. <c>$.steps[1].press</c>.</param>
    public void Error(string path, Phrase reason) => _errors.Add(path, reason);

    internal void Done()
    {
        foreach (var name in _unread.Keys)
            _errors.Add(PathOf(name), $"is unknown; known here: {(_asked.Count == 0 ? "nothing" : string.Join(", ", _asked))}");
        _unread.Clear();
    }

    internal IEnumerable<string> UnreadNames() => [.. _unread.Keys];

    private void Note(JsonProperty member)
    {
        string name;
        try
        {
            name = member.Name;
        }
        catch (InvalidOperationException)
        {
            _errors.Add(Path, "has a member whose name is not valid text");
            return;
        }
        if (!_unread.TryAdd(name, member.Value))
            _errors.Add(PathOf(name), "is given twice");
    }

    private JsonValueCursor? Take(string name)
    {
        _asked.Add(name);
        return _unread.Remove(name, out var element) ? new JsonValueCursor(element, PathOf(name), _errors) : null;
    }

    private string PathOf(string name)
    {
        var plain = name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '$');
        return plain ? $"{Path}.{name}" : $"{Path}['{name}']";
    }
}
