namespace MassagerControl.Devices.Gatt;

/// <summary>The right to have a link to one device, from <see cref="DeviceTurns.TakeAsync"/> on.</summary>
/// <remarks>Disposing gives it to the next; doing so again does nothing. Members may be called from any thread.</remarks>
public sealed class DeviceTurn : IDisposable
{
    private readonly DeviceTurns _turns;
    private readonly SemaphoreSlim _turn;
    private int _given;

    internal DeviceTurn(DeviceTurns turns, SemaphoreSlim turn) => (_turns, _turn) = (turns, turn);

    /// <summary>The link is being closed; <see cref="DeviceTurns.EndedAsync"/> waits for it until this is disposed of.</summary>
    /// <param name="gone">Completes when the link is gone.</param>
    public void Ends(Task gone) => _turns.Add(this, gone);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _given, 1) == 0)
        {
            _turns.Remove(this);
            _turn.Release();
        }
    }
}
