using System.Collections.Immutable;
using MassagerControl.Core;

namespace MassagerControl.Devices.Captures.Inference;

/// <summary>What is told instead of claimed, each thing once.</summary>
internal sealed class LearningNotes
{
    private readonly List<Phrase> _asks = [];
    private readonly List<string> _unknown = [];

    public ImmutableArray<Phrase> Asks => [.. _asks.DistinctBy(ask => ask.Text)];

    public ImmutableArray<string> Unknown => [.. _unknown.Distinct()];

    public void Ask(Phrase ask) => _asks.Add(ask);

    /// <summary>Both for the person and for the profile.</summary>
    public void Tell(Phrase what)
    {
        _asks.Add(what);
        _unknown.Add(what.Text);
    }

    public void Leave(string unknown) => _unknown.Add(unknown);

    public void AskForMarks(LevelFamily? level, RestFinding rest, MarkWindows windows, Phrase? hopeless)
    {
        if (rest is { Stop.IsEmpty: true, NoStop: { } why })
            Tell(why);
        if (hopeless is not null)
            return;
        if (!windows.All.Any(window => window.IsLevel))
            _asks.Insert(0, "no mark names a level, so no level is claimed: mark the moment of each press, as in \"12.5 level 3\"");
        else if (level is null)
            _asks.Insert(0, "no frame goes with the marked levels: capture at least four levels, a few seconds apart, with a mark at each press");
        if (rest.Stop.IsEmpty)
            Tell("no stop is known: switch the motor off while capturing, at least twice, and mark it \"stop\"");
        if (rest.KeepAliveEvery is null)
            Leave("whether the device needs a keep-alive");
    }
}
