using MassagerControl.Clinic.Storage;
using MassagerControl.Core;
using Npgsql;

namespace MassagerControl.Clinic.Database;

/// <summary>Compares the clock of this silo with the database's: when it starts, every minute, and at once where somebody doubts it.</summary>
internal sealed class ClockWatch : IAsyncDisposable
{
    /// <summary>Between two looks that nobody asked for.</summary>
    public static readonly TimeSpan Between = TimeSpan.FromMinutes(1);

    // A clock that stays wrong is asked about by every request.
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    // Whoever waits longer for the answer does not know to which moment it belongs.
    private static readonly TimeSpan LongestTrip = TimeSpan.FromSeconds(1);
    private const int MostTries = 5;

    private readonly NpgsqlDataSource _source;
    private readonly ClinicClock _clock;
    private readonly Func<Phrase?, Task> _told;
    private readonly SemaphoreSlim _doubted = new(0);
    private readonly CancellationTokenSource _end = new();
    private Task _running = Task.CompletedTask;
    private bool _wrong;

    /// <param name="told">Takes why the clock is not to be trusted, or null once it is again; must not throw.</param>
    public ClockWatch(NpgsqlDataSource source, ClinicClock clock, Func<Phrase?, Task> told)
    {
        (_source, _clock, _told) = (source, clock, told);
        _clock.Doubted += Wake;
    }

    /// <summary>Looks for the first time.</summary>
    /// <exception cref="NpgsqlException">The database does not answer.</exception>
    public async Task LookAsync(CancellationToken cancellation)
    {
        for (var tries = 1; !await LookAsync(tries == MostTries, cancellation).ConfigureAwait(false); tries++)
        {
            // The answer took too long to say anything.
        }
    }

    /// <summary>Says it where the clock is wrong, and looks from now on.</summary>
    public async Task BeginAsync()
    {
        await TellAsync().ConfigureAwait(false);
        _running = Task.Run(RunAsync, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        _clock.Doubted -= Wake;
        await _end.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _end.Dispose();
        _doubted.Dispose();
    }

    private async Task RunAsync()
    {
        while (await RestAsync().ConfigureAwait(false))
        {
            try
            {
                await LookAsync(inAnyCase: false, _end.Token).ConfigureAwait(false);
            }
#pragma warning disable CA1031 // Whatever the database says: without it nothing is granted anyway, and the last comparison counts on.
            catch (Exception)
#pragma warning restore CA1031
            {
                continue;
            }
            await TellAsync().ConfigureAwait(false);
        }
    }

    private async Task TellAsync()
    {
        var doubt = _clock.Doubt;
        if (_wrong == (doubt is not null))
            return;
        _wrong = doubt is not null;
        await _told(doubt).ConfigureAwait(false);
    }

    /// <returns>False where the answer took too long to say anything.</returns>
    private async Task<bool> LookAsync(bool inAnyCase, CancellationToken cancellation)
    {
        var connection = await _source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        var command = new NpgsqlCommand("SELECT clock_timestamp()", connection);
        await using var ending = command.ConfigureAwait(false);
        var (before, began) = (_clock.Time.GetUtcNow(), _clock.Time.GetTimestamp());
        var there = new DateTimeOffset((DateTime)(await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false))!, TimeSpan.Zero);
        var trip = _clock.Time.GetElapsedTime(began);
        if (trip > LongestTrip && !inAnyCase)
            return false;
        _clock.Compared(Ahead(before, there, trip));
        return true;
    }

    /// <summary>The least that it can be: the answer was made somewhere between the two moments.</summary>
    private static TimeSpan Ahead(DateTimeOffset before, DateTimeOffset there, TimeSpan trip)
    {
        if (before > there)
            return before - there;
        return before + trip < there ? before + trip - there : TimeSpan.Zero;
    }

    private void Wake()
    {
        if (_doubted.CurrentCount == 0)
            _doubted.Release();
    }

    /// <returns>False at the end.</returns>
    private async Task<bool> RestAsync()
    {
        try
        {
            await Task.Delay(Least, _clock.Time, _end.Token).ConfigureAwait(false);
            await _doubted.WaitAsync(Between - Least, _end.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
