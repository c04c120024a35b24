using MassagerControl.Core.Massagers;
using MassagerControl.Core.Safety;
using MassagerControl.Core.Sessions;

namespace MassagerControl.Core.Control;

/// <summary>The calls to the massager that are under way: at most one of a kind, the newest output wins, off overtakes.</summary>
/// <remarks>Used by the loop only, so never by two threads at once; answers are posted back from any thread.</remarks>
internal sealed class SessionOperations(IMassager massager, Action<SessionInput> answer) : IDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private readonly Lock _gate = new();
    private CancellationTokenSource? _connecting;
    private bool _driving;
    private bool _turningOff;
    private Limited? _nextDrive;
    private bool _offAfterConnect;

    /// <summary>What broke in our own code, not in the device.</summary>
    public Exception? Broken { get; private set; }

    public void Connect()
    {
        var connecting = CancellationTokenSource.CreateLinkedTokenSource(_ended.Token);
        lock (_gate)
            _connecting = connecting;
        _ = RunAsync(massager.ConnectAsync, () => new ConnectedInput(), fault => new ConnectFailedInput(fault), EndConnect, connecting.Token);
    }

    public void Drive(Limited output)
    {
        lock (_gate)
        {
            if (_driving)
            {
                _nextDrive = output;
                return;
            }
            _driving = true;
        }
        _ = RunAsync(
            token => massager.SetIntensityAsync(output.Intensity, token),
            () => new OutputAcceptedInput(output),
            fault => new OutputFailedInput(output, fault),
            EndDrive,
            _ended.Token);
    }

    /// <summary>A connect under way is called off first; its end starts the stop.</summary>
    public void TurnOff()
    {
        CancellationTokenSource? connecting;
        lock (_gate)
        {
            _nextDrive = null;
            connecting = _connecting;
            _offAfterConnect = connecting is not null;
            if (connecting is null && _turningOff)
                return;
            _turningOff = _turningOff || connecting is null;
        }
        if (connecting is not null)
            connecting.Cancel();
        else
            _ = RunAsync(massager.StopAsync, () => new OffConfirmedInput(), fault => new OffFailedInput(fault), EndTurnOff, _ended.Token);
    }

    /// <summary>Calls everything off: the session is over, nothing more is written.</summary>
    public void End() => _ended.Cancel();

    public void Dispose() => _ended.Dispose();

    private void EndConnect()
    {
        bool off;
        lock (_gate)
        {
            _connecting?.Dispose();
            _connecting = null;
            (off, _offAfterConnect) = (_offAfterConnect, false);
        }
        if (off)
            TurnOff();
    }

    private void EndDrive()
    {
        Limited? next;
        lock (_gate)
        {
            _driving = false;
            (next, _nextDrive) = (_nextDrive, null);
        }
        if (next is not null)
            Drive(next);
    }

    private void EndTurnOff()
    {
        lock (_gate)
            _turningOff = false;
    }

    // Completes inline when the device answers inline: virtual time has no other thread.
    private async Task RunAsync(
        Func<CancellationToken, Task> call,
        Func<SessionInput> done,
        Func<MassagerFault, SessionInput> failed,
        Action ended,
        CancellationToken cancellation)
    {
        SessionInput? result;
        try
        {
            await call(cancellation).ConfigureAwait(false);
            result = done();
        }
        catch (MassagerException exception)
        {
            result = failed(exception.Fault);
        }
        catch (OperationCanceledException)
        {
            result = null;
        }
#pragma warning disable CA1031 // The boundary to driver code: whatever breaks there must turn the motor off, not end up unobserved.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Broken ??= exception;
            result = failed(new(MassagerFaultKind.UncertainDelivery, $"internal error in the driver: {exception.Message}"));
        }
        ended();
        if (result is not null)
            answer(result);
    }
}
