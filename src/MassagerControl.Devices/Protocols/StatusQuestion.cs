using MassagerControl.Core;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Devices.Protocols;

/// <summary>Asks the device for its level, where the profile says how: by a request that it answers, or by reading.</summary>
internal sealed class StatusQuestion(DeviceLink link, ProfiledMassagerOptions options)
{
    // A value says what was true when it was read: while the motor runs down it must be read again.
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(100);

    /// <summary>Does nothing where there is no way to ask, or a request is in the way.</summary>
    public async Task AskAsync(TimeSpan limit, CancellationToken cancellation)
    {
        if (options.Profile.ReadStatus is { } status && link.Unanswered is null)
            await link.ReadAsync(status, limit, cancellation).ConfigureAwait(false);
        if (options.Profile.RequestStatus is not { } request || (request.Mode != WriteMode.WithoutResponse && link.Unanswered is not null))
            return;
        await link.PassGapAsync(cancellation).ConfigureAwait(false);
        await link.SendAsync(request, limit, cancellation).ConfigureAwait(false);
    }

    /// <summary>Waits for a word of the device; one that says nothing unasked is read again and again meanwhile.</summary>
    /// <exception cref="GattException">It has not come in time, or reading failed.</exception>
    public async Task UntilAsync(DeviceLink.Expectation word, TimeSpan limit, Phrase what, CancellationToken cancellation)
    {
        var began = options.Time.GetTimestamp();
        var left = limit;
        for (; options.Profile.ReadStatus is not null && !word.Seen.IsCompleted && left > Again; left = limit - options.Time.GetElapsedTime(began))
        {
            await options.Time.PassAsync(Again, cancellation).ConfigureAwait(false);
            if (!word.Seen.IsCompleted)
                await AskAsync(left, cancellation).ConfigureAwait(false);
        }
        await word.Seen.Within(left > TimeSpan.Zero ? left : Again, what, options.Time, cancellation).ConfigureAwait(false);
    }
}
