using MassagerControl.Core;

namespace MassagerControl.Clinic.Storage;

/// <summary>The clock by which the clinic counts, and how far it is from the database's, which all silos share. Orleans' own timers go by the machine's, also where a test sets this one.</summary>
/// <remarks>Members may be called from any thread.</remarks>
internal sealed class ClinicClock(TimeProvider time)
{
    /// <summary>Two silos may differ by twice as much: little beside two hours.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private (TimeSpan Ahead, DateTimeOffset Wall, long At)? _compared;

    public TimeProvider Time => time;

    /// <summary>Of the database whose clock it is compared with.</summary>
    public DatabaseEpoch Epoch { get; } = new(time);

    /// <summary>With the clinic's own offset: days are those of its calendar. Where it is behind the database's, that one's: nothing that is written looks older than it is.</summary>
    public DateTimeOffset Now => Ahead is var ahead && ahead < -Tolerance ? time.GetLocalNow() - ahead : time.GetLocalNow();

    /// <summary>Raised where somebody asks and the clock is not to be trusted; must return at once and not throw.</summary>
    public event Action? Doubted;

    /// <summary>How much it is ahead of the database's; negative where it is behind. Zero where nobody compares: one silo alone in memory.</summary>
    /// <remarks>A jump since it was compared shows at once: the time that nobody can set did not jump with it.</remarks>
    public TimeSpan Ahead
    {
        get
        {
            lock (_gate)
                return _compared is { } last ? last.Ahead + (time.GetUtcNow() - last.Wall - time.GetElapsedTime(last.At)) : TimeSpan.Zero;
        }
    }

    /// <summary>Why it is not to be trusted; null where it is. Ahead, doses look older than they are; behind, what it writes does so to every other silo.</summary>
    public Phrase? Doubt
    {
        get
        {
            var ahead = Ahead;
            if (ahead.Duration() <= Tolerance)
                return null;
            Doubted?.Invoke();
            return ahead > TimeSpan.Zero
                ? Phrase.Of($"the clinic's clock is {ahead.TotalSeconds:0} s ahead of its database's: nothing is granted until it is right")
                : Phrase.Of($"the clinic's clock is {-ahead.TotalSeconds:0} s behind its database's: nothing is granted until it is right");
        }
    }

    /// <param name="ahead">How much it is ahead of the database's now.</param>
    public void Compared(TimeSpan ahead)
    {
        lock (_gate)
            _compared = (ahead, time.GetUtcNow(), time.GetTimestamp());
    }
}
