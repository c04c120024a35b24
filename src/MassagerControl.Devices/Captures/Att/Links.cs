namespace MassagerControl.Devices.Captures.Att;

/// <summary>The links of a capture: by their handles at a controller, or by their access addresses on the air. At most so many at once.</summary>
internal sealed class Links(int most, ConversationPlace place)
{
    private readonly Dictionary<(int Adapter, int Handle), Conversation> _byHandle = [];

    /// <summary>How many there were.</summary>
    public int Count { get; private set; }

    public void Begin(int adapter, int handle, ReadOnlySpan<byte> address) =>
        Add(adapter, handle, new(Count++, adapter, place) { Peer = place.Book.At(address) });

    public void BeginClassic(int adapter, int handle) => Add(adapter, handle, new(Count++, adapter, place) { IsClassic = true });

    /// <summary>One that is known by something else than a handle.</summary>
    /// <param name="address">Of the device, six bytes, the last first; empty where the capture does not say whom the link leads to.</param>
    public Conversation Unlisted(int adapter, ReadOnlySpan<byte> address = default) =>
        new(Count++, adapter, place) { Peer = address.IsEmpty ? null : place.Book.At(address) };

    /// <summary>What is said later is still said on it: the two ways of a link do not end at one moment.</summary>
    public void End(int adapter, int handle)
    {
        if (_byHandle.TryGetValue((adapter, handle), out var link))
            link.Ended = true;
    }

    public void EndAll(int adapter)
    {
        foreach (var link in _byHandle.Values)
            if (link.Adapter == adapter)
                link.Ended = true;
    }

    /// <returns>A new one where the capture does not show its beginning.</returns>
    public Conversation AtHandle(int adapter, int handle)
    {
        if (!_byHandle.TryGetValue((adapter, handle), out var link))
            Add(adapter, handle, link = new(Count++, adapter, place));
        return link;
    }

    private void Add(int adapter, int handle, Conversation link)
    {
        if (_byHandle.Count >= most && !_byHandle.ContainsKey((adapter, handle)))
            GiveUp();
        _byHandle[(adapter, handle)] = link;
    }

    private void GiveUp()
    {
        var over = _byHandle.Where(link => link.Value.Ended).Select(link => link.Key).ToArray();
        foreach (var key in over.Length > 0 ? over : [.. _byHandle.Keys.Take(most / 2)])
            _byHandle.Remove(key);
    }
}
