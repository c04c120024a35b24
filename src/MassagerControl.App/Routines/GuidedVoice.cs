using MassagerControl.App.Terminal;
using MassagerControl.Core;
using MassagerControl.Core.Routines;
using MassagerControl.Runtime.Routines;
using MassagerControl.Runtime.Texts;
using MassagerControl.Runtime.Voice;

namespace MassagerControl.App.Routines;

/// <summary>Says aloud what comes in a guided step: its name, what to do, sides and counts; rings the bell where no voice is installed.</summary>
internal sealed class GuidedVoice
{
    private readonly StartSentence? _speak;
    private readonly TerminalPort _terminal;
    private readonly Language _language;
    private (int Index, int Unit, RoutinePhase Phase)? _said;
    private SpokenSentence? _speaking;

    public GuidedVoice(VoiceOptions options, string? folders, TerminalPort terminal)
    {
        _speak = VoiceProgram.Find(folders) is { } program ? VoiceProcess.With(program, options) : null;
        (_terminal, _language) = (terminal, options.Language);
    }

    /// <summary>Hears of a state; says what is new in it.</summary>
    public void Show(RoutineState state)
    {
        var at = (state.Index, state.Unit, state.Phase);
        if (_said == at)
            return;
        var first = _said?.Index != state.Index;
        _said = at;
        Say(Sentence(state, first));
    }

    /// <summary>Another screen comes: a sentence that is spoken ends.</summary>
    public void Cut() => _speaking?.Cut();

    private string Sentence(RoutineState state, bool first)
    {
        if (state.Told is { } told)
            return _language.Say(told);
        var count = GuidedStepText.Count(state);
        return state switch
        {
            { Guided: { } step } when first => string.Join(" ", step.Text.Select(_language.SayText).Prepend($"{_language.SayText(step.Name)}."))
                + (count == Phrase.Empty ? "" : $" {_language.Say(count)}."),
            { Phase: RoutinePhase.Paused } => _language.Say("paused"),
            _ => _language.Say(count),
        };
    }

    private void Say(string sentence)
    {
        if (sentence.Length == 0)
            return;
        _speaking?.Cut();
        _speaking = _speak?.Invoke(sentence);
        if (_speaking is null)
            Ring();
    }

    private void Ring()
    {
        try
        {
            _terminal.Output.Write('\a');
            _terminal.Output.Flush();
        }
        catch (IOException)
        {
            // A terminal that is gone ends its keys too.
        }
    }
}
