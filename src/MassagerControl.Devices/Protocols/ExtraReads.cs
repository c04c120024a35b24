using System.Collections.Immutable;
using MassagerControl.Core.Massagers;
using MassagerControl.Devices.Gatt;

namespace MassagerControl.Devices.Protocols;

/// <summary>What a device is asked beyond the steps of its profile. One that takes it amiss is asked for it no more: it is driven all the same.</summary>
internal sealed class ExtraReads
{
    private ImmutableHashSet<string> _leftOut = [];

    /// <summary>How many are left out by now.</summary>
    public int LeftOut => _leftOut.Count;

    /// <param name="what">E.g. <c>battery</c>.</param>
    /// <exception cref="GattException">The link is lost, or blocked by a request without an answer: the next one does without this.</exception>
    public async Task AskAsync(string what, Func<Task> ask, Action<MassagerReport> tell)
    {
        if (_leftOut.Contains(what))
            return;
        try
        {
            await ask().ConfigureAwait(false);
        }
        catch (GattException exception)
        {
            ImmutableInterlocked.Update(ref _leftOut, left => left.Add(what));
            tell(new MassagerNotice($"asked for its {what}, the device does not go on ({exception.Message}): it is not asked any more"));
            throw;
        }
    }
}
