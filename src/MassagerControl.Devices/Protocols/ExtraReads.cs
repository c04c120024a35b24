using System.Collections.Immutable;
using MassagerControl.Core;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Devices.Protocols;

/// <summary>What a device is asked beyond the steps of its profile. One that takes it amiss is asked for it no more: it is driven all the same.</summary>
internal sealed class ExtraReads
{
    private ImmutableHashSet<string> _leftOut = [];
    private ImmutableHashSet<string> _lost = [];

    /// <summary>Grows with each failure after which the next link goes on otherwise; at most twice for each thing that is asked.</summary>
    public int Failures => _leftOut.Count + _lost.Count;

    /// <param name="what">E.g. <c>battery</c>.</param>
    /// <exception cref="GattException">Refused, or blocked by a request without an answer: the next link does without this. Lost: the next one asks once more.</exception>
    public async Task AskAsync(string what, Func<Task> ask, Action<MassagerReport> tell)
    {
        if (_leftOut.Contains(what))
            return;
        try
        {
            await ask().ConfigureAwait(false);
        }
        catch (GattException exception) when (exception.Failure is GattFailure.LinkLost && !_lost.Contains(what))
        {
            // Perhaps it was carried out of reach at this very moment.
            ImmutableInterlocked.Update(ref _lost, lost => lost.Add(what));
            throw;
        }
        catch (GattException exception)
        {
            ImmutableInterlocked.Update(ref _leftOut, left => left.Add(what));
            tell(new MassagerNotice(Phrase.Of($"asked for its {what}, the device does not go on ({exception.Words}): it is not asked any more")));
            throw;
        }
    }
}
