using System.Text.Json;
using MassagerControl.Core;
using MassagerControl.Core.Areas;
using MassagerControl.Core.Doses;

namespace MassagerControl.Runtime.Storage;

/// <summary>Reads from the lines of a journal what doses and locks need.</summary>
internal static class JournalReader
{
    public static JournaledEvent Of(StoredEvent told)
    {
        try
        {
            return Read(told);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            // Not written by this program: it says nothing, and the others still count.
            return new(told.At, null, null, 0, 0);
        }
    }

    private static JournaledEvent Read(StoredEvent told)
    {
        using var document = JsonDocument.Parse(told.Json);
        var json = document.RootElement;
        return told.Type switch
        {
            "phase" => new(told.At, json.GetProperty("phase").GetString() is "compress" or "hold", null, json.GetProperty("rep").GetInt32(), 0),
            "stop" or "session-ended" => new(told.At, false, null, 0, 0),
            "level" => new(told.At, null, null, 0, json.GetProperty("intensity").GetDouble()),
            "red-flag" => new(told.At, null, json.GetProperty("kind").GetString(), 0, 0),
            "rating" => new(told.At, null, json.GetProperty("value").GetInt32() >= Discomfort.Extreme ? LockKind.Rating : null, 0, 0),
            _ => new(told.At, null, null, 0, 0),
        };
    }
}
