using MassagerControl.Core;

namespace MassagerControl.Devices.Captures.Learning;

/// <summary>What is to be said beside the bytes of a draft.</summary>
internal sealed class DraftNotes
{
    private readonly List<string> _unknown = [];
    private readonly List<Phrase> _asks = [];
    private readonly List<Phrase> _leftOut = [];

    /// <summary>For the profile, in English like everything in it.</summary>
    public IReadOnlyList<string> Unknown => _unknown;

    public IReadOnlyList<Phrase> Asks => _asks;

    public IReadOnlyList<Phrase> LeftOut => _leftOut;

    public void IsUnknown(string what)
    {
        if (!_unknown.Contains(what))
            _unknown.Add(what);
    }

    public void Ask(Phrase what)
    {
        if (!_asks.Contains(what))
            _asks.Add(what);
    }

    public void LeaveOut(Phrase what) => _leftOut.Add(what);
}
