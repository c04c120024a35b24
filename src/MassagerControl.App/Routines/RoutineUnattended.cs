using System.Diagnostics;
using MassagerControl.Core;
using MassagerControl.Core.Routines;
using MassagerControl.Runtime.Routines;
using MassagerControl.Runtime.Texts;

namespace MassagerControl.App.Routines;

/// <summary>Nobody is there: on the simulator every step is begun and waited for, in virtual time or faster than real time.</summary>
/// <param name="factor">How fast time goes; null: as fast as it goes.</param>
internal sealed class RoutineUnattended(TextWriter output, Language language, double? factor, TimeProvider time) : IRoutineGuide
{
    // A step without an end of its own is looked at for so long.
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);

    private (int Index, int Unit)? _told;

    public TimeSpan Now { get; private set; }

    public async Task<RoutineInput?> NextAsync(RoutineState state, Phrase? hint, CancellationToken cancellation)
    {
        if (state.Phase != RoutinePhase.Ready || state.Part is not PlannedGuided)
            Tell(state);
        if (cancellation.IsCancellationRequested)
            return null;
        switch (state.Phase)
        {
            case RoutinePhase.Running when state.LeftAt(Now) is { } left:
                return await WaitAsync(left < Look ? left : Look, cancellation).ConfigureAwait(false) ? new TickRoutineInput() : null;
            case RoutinePhase.Running:
                return await WaitAsync(Look, cancellation).ConfigureAwait(false) ? new NextRoutineInput() : null;
            default:
                return new NextRoutineInput();
        }
    }

    private async Task<bool> WaitAsync(TimeSpan span, CancellationToken cancellation)
    {
        if (factor is { } speed)
        {
            var began = time.GetTimestamp();
            try
            {
                await Task.Delay(span / speed, time, cancellation).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                Now += time.GetElapsedTime(began) * speed;
                return false;
            }
        }
        Now += span;
        return true;
    }

    private void Tell(RoutineState state)
    {
        var at = (state.Index, state.Unit);
        if (_told == at)
            return;
        _told = at;
        var name = state.Part switch
        {
            PlannedGuided guided => language.SayText(guided.Step.Name),
            PlannedSession session => language.Say(Phrase.Of($"Now the session: {Phrase.Verbatim(session.Program)}")),
            _ => throw new UnreachableException(),
        };
        var count = language.Say(GuidedStepText.Count(state));
        output.WriteLine($"{state.Index + 1}/{state.Plan.Parts.Length} {name}{(count.Length > 0 ? $" ({count})" : "")}{(state.Told is { } told ? $": {language.Say(told)}" : "")}");
        output.Flush();
    }
}
