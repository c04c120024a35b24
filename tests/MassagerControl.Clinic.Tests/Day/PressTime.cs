using System.Text.Json;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Tests.Clinic.Day;

/// <summary>How long the motor ran in presses, from the lines of an event log alone (docs/events.md).</summary>
internal static class PressTime
{
    public static TimeSpan Of(IEnumerable<StoredEvent> events)
    {
        var (sum, from, presses, runs) = (TimeSpan.Zero, TimeSpan.Zero, false, false);
        foreach (var told in events)
        {
            if (presses && runs)
                sum += told.At - from;
            from = told.At;
            var line = JsonElement.Parse(told.Json);
            if (told.Type == "phase")
                presses = line.GetProperty("phase").GetString() is "compress" or "hold";
            else if (told.Type == "level")
                runs = line.GetProperty("level").GetInt32() > 0;
        }
        return sum;
    }
}
