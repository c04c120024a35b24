namespace MassagerControl.Devices.Frames;

/// <summary>The counters and toggles of one link, each from its beginning. Safe from any thread.</summary>
internal sealed class LinkCounters
{
    private readonly Dictionary<string, long> _last = [];

    /// <summary>Adds the next number of every counter in the frame to the values, and uses it up.</summary>
    public FieldValues Next(FrameTemplate frame, FieldValues values)
    {
        lock (_last)
            foreach (var counter in frame.Counters)
            {
                var next = _last.TryGetValue(counter.Name, out var last) ? counter.After(last) : counter.First;
                _last[counter.Name] = next;
                values = values.With(counter.Key, next);
            }
        return values;
    }

    /// <summary>The receiver's side: a number that comes twice in a row marks a repeated frame, as a device takes it.</summary>
    /// <returns>What is wrong; null when the frame is a new one.</returns>
    public string? Accept(FrameTemplate frame, FieldValues values)
    {
        lock (_last)
        {
            foreach (var counter in frame.Counters)
                if (values[counter.Key] is { } repeated && _last.TryGetValue(counter.Name, out var last) && last == repeated)
                    return $"counts {repeated} again";
            foreach (var counter in frame.Counters)
                if (values[counter.Key] is { } value)
                    _last[counter.Name] = value;
        }
        return null;
    }
}
