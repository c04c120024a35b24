using MassagerControl.Core.Sessions;

namespace MassagerControl.App.Ratings;

/// <summary>Posts the entries of a script at their moments, counted from when this is made.</summary>
/// <remarks>Make it before the session starts: every entry has its timer at once, so at one instant the script is ahead of the session's own timers.</remarks>
internal sealed class RatingScriptPlayer : IDisposable
{
    private readonly List<ITimer> _timers = [];

    public RatingScriptPlayer(RatingScript script, TimeProvider time, Action<SessionInput> post)
    {
        foreach (var entry in script.Entries)
            _timers.Add(time.CreateTimer(_ => post(entry.Input), null, entry.At, Timeout.InfiniteTimeSpan));
    }

    public void Dispose() => _timers.ForEach(timer => timer.Dispose());
}
