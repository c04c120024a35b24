using MassagerControl.Core.Sessions;
using MassagerControl.Runtime.Runs;

namespace MassagerControl.Runtime.Ratings;

/// <summary>Posts the entries of a script at their moments, counted from when this is made; those of one moment together.</summary>
/// <remarks>Make it before the session starts: every moment has its timer at once, so at one instant the script is ahead of the session's own timers.</remarks>
internal sealed class RatingScriptPlayer : IDisposable
{
    private readonly List<ITimer> _timers = [];

    public RatingScriptPlayer(RatingScript script, TimeProvider time, Action<IEnumerable<SessionInput>> post)
    {
        foreach (var moment in script.Entries.GroupBy(entry => entry.At, entry => entry.Input))
            _timers.Add(time.CreateTimer(_ => post(moment), null, moment.Key, Timeout.InfiniteTimeSpan));
    }

    /// <summary>Plays the script to a session.</summary>
    public static SessionCompanion For(RatingScript script) => session => new RatingScriptPlayer(script, session.Time, session.PostTogether);

    public void Dispose() => _timers.ForEach(timer => timer.Dispose());
}
