using System.Collections.Immutable;
using System.Text.Json;
using MassagerControl.Runtime.Storage;

namespace MassagerControl.Runtime.History;

/// <summary>A value from a moment of the session on.</summary>
/// <param name="At">Seconds since the session began.</param>
public readonly record struct StripPoint(double At, double Value);

/// <summary>What a session was like over its time: the motor, what the ratings allowed, the ratings.</summary>
/// <param name="Level">In percent, each until the next.</param>
/// <param name="Cap">In percent, each until the next.</param>
/// <param name="Ratings">1–10.</param>
/// <param name="Seconds">How long it was.</param>
public sealed record SessionStrip(ImmutableArray<StripPoint> Level, ImmutableArray<StripPoint> Cap, ImmutableArray<StripPoint> Ratings, double Seconds)
{
    /// <param name="events">In their order; a line that this program has not written says nothing.</param>
    public static SessionStrip Of(ImmutableArray<StoredEvent> events) => new(
        Points(events, "level", "intensity"), Points(events, "cap", "value"), Points(events, "rating", "value"),
        events.IsEmpty ? 0 : events.Max(told => told.At.TotalSeconds));

    private static ImmutableArray<StripPoint> Points(ImmutableArray<StoredEvent> events, string type, string member) =>
        [.. events.Where(told => told.Type == type).Select(told => Point(told, member)).OfType<StripPoint>()];

    private static StripPoint? Point(StoredEvent told, string member)
    {
        try
        {
            using var line = JsonDocument.Parse(told.Json);
            return new(told.At.TotalSeconds, line.RootElement.GetProperty(member).GetDouble());
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
